import type { PlainApp } from './app';
import { expressApp } from './express';
import { fastifyApp } from './fastify';
import { honoApp } from './hono';
import { koaApp } from './koa';
import { nestApp, nestOnFastifyApp } from './nestjs';

/** The plain app of every framework. */
export const plainApps: PlainApp[] = [expressApp, fastifyApp, honoApp, koaApp, nestApp, nestOnFastifyApp];
