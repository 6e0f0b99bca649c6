import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { renderTemplate } from '../../src/edits/template';
import type { JsonObject } from '../../src/types';
import { boot, type Running } from '../support/boot';
import { run } from '../support/tempered';
import { writeFiles } from '../temporary';
import { forms, ownStyle } from './workshop';

/** Express 4 beside 5, since they call handlers in ways of their own. */
export const webFrameworks = ['express', 'express4', 'fastify', 'koa', 'hono'] as const;
export type WebFramework = (typeof webFrameworks)[number];

/** What a generated module is rendered from. */
export interface WebModule {
  template: string;
  data: JsonObject;
}

/** One folder with the newest of all frameworks, and other packages. */
export async function installWeb(others: string[] = []): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tempered-web-'));
  await writeFiles(folder, { 'package.json': '{ "type": "module" }' });
  const frameworks = ['express@5', 'express4@npm:express@4', 'fastify@5', 'koa@3', 'hono@4', '@hono/node-server@2'];
  const packages = [...frameworks, ...others];
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', ...packages];
  const { code, stderr } = await run('npm', install, folder);
  if (code !== 0) throw new Error(stderr);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The name of a template of the framework. */
export const templateFor = (measure: string, framework: WebFramework): string =>
  `${measure}/${framework.replace(/\d$/, '')}.ts`;

/** How each framework makes an app, and answers everything else with `ok`. */
const apps: Record<WebFramework, { make: string; answer: string }> = {
  express: {
    make: "import express from 'express';\nconst app = express();",
    answer: "app.use((req, res) => res.send('ok'));\napp.listen(3000);",
  },
  express4: {
    make: "import express from 'express4';\nconst app = express();",
    answer: "app.use((req, res) => res.send('ok'));\napp.listen(3000);",
  },
  fastify: {
    make: "import fastify from 'fastify';\nconst app = fastify();\napp.addContentTypeParser(/./, (request, body, done) => done(null, null));",
    answer: "app.all('/*', async () => 'ok');\nawait app.listen({ port: 3000 });",
  },
  koa: {
    make: "import Koa from 'koa';\nconst app = new Koa();",
    answer: "app.use((ctx) => { ctx.body = 'ok'; });\napp.listen(3000);",
  },
  hono: {
    make: "import { Hono } from 'hono';\nimport { serve } from '@hono/node-server';\nconst app = new Hono();",
    answer: "app.all('*', (c) => c.text('ok'));\nserve({ fetch: app.fetch, port: 3000 });",
  },
};

export interface WebApp {
  folder: string;
  name: string;
  framework: WebFramework;
  modules: Record<string, WebModule>;
  /** Imports and calls behind the making of the app. */
  code: string;
  env?: Record<string, string>;
}

/** Boots a small app of a framework with generated modules beside it. */
export async function startWeb({ folder, name, framework, modules, code, env = {} }: WebApp): Promise<Running> {
  const cwd = path.join(folder, name);
  const { make, answer } = apps[framework];
  const rendered = Object.entries(modules).map(([module, { template, data }]) => [
    `${module}.js`,
    renderTemplate(template, data, forms['js-esm'].form, ownStyle),
  ]);
  await writeFiles(cwd, { 'app.js': `${make}\n${code}\n${answer}\n`, ...Object.fromEntries(rendered) });
  return boot(path.join(cwd, 'app.js'), { cwd, env });
}
