import type { Node } from '@babel/types';
import type { Module } from '../../../codemods/lib/resolve';
import { walk } from '../../../codemods/lib/walk';
import type { Project } from '../../types';
import { oncePerProject } from '../once';

/** Packages that limit the rate of requests. */
export const LIMITERS = [
  'express-rate-limit',
  'express-rate-limit#rateLimit',
  'express-rate-limit#default',
  'express-slow-down',
  'express-slow-down#slowDown',
  'express-slow-down#default',
  'rate-limiter-flexible',
  'express-brute',
  '@nestjs/throttler#ThrottlerGuard',
  '@fastify/rate-limit',
  '@fastify/rate-limit#fastifyRateLimit',
  'fastify-rate-limit',
  'hono-rate-limiter',
  'koa-ratelimit',
  'koa-ratelimit#default',
  'koa-simple-ratelimit',
  'koa2-ratelimit#RateLimit#middleware',
  'hono-rate-limiter#rateLimiter',
] as const;

/** Counters that are asked in a handler of the app's own. */
export const COUNTER = 'rate-limiter-flexible#RateLimiterMemory';

/** A call that makes a limiter: `rateLimit({ … })`, `new RateLimiterMemory({ … })`. */
export interface Maker {
  name: string;
  file: string;
  module: Module;
  node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;
}

const LIMITS = /['"](@\w+\/)?[\w-]*(rate-?limit|slow-down)[\w-]*['"]/;

/** All of the app's own code. */
export const makersOf = oncePerProject((project): Maker[] =>
  project.files.flatMap(({ path, text, generated }) => {
    const module = generated || !LIMITS.test(text) ? null : project.moduleOf(path);
    return module ? makersIn(project, module, path) : [];
  }),
);

function makersIn({ resolver }: Project, module: Module, file: string): Maker[] {
  const found: Maker[] = [];
  walk(module.ast.program, (node) => {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
    const name = resolver.packageName(module, node.callee);
    if (name !== null && (name === COUNTER || LIMITERS.includes(name as never)))
      found.push({ name, file, module, node });
  });
  return found;
}
