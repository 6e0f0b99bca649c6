import type { Framework, FrameworkId } from '../types';
import type { FrameworkDialect } from './dialect';
import { express } from './express';
import { fastify } from './fastify';
import { hono } from './hono';
import { koa } from './koa';
import { nestjs } from './nestjs';
import { none } from './none';
import { requestShape as shapeOf } from './request-shape';
import type { RequestShape } from '../../codemods/lib/flow/request';

export type {
  AppCall,
  DecoratorDialect,
  FrameworkDialect,
  HandedPart,
  RequestDialect,
  SettingsDialect,
} from './dialect';
export { none } from './none';

/** Every supported framework; where the packages of several are there, the first that an app is made with is the project's. */
export const frameworks: readonly FrameworkDialect[] = [nestjs, express, fastify, hono, koa];

/** The row for a framework: its own, or that of the framework it stands on; undefined where it has none. */
export const rowFor = <Row>(rows: Partial<Record<FrameworkId, Row>>, { id, server }: Framework): Row | undefined =>
  rows[id] ?? rows[server.id];

/** Measures of the repository, and those that have a row for projects without a framework. */
export const worksWithoutApp = ({ bindings }: { bindings?: Partial<Record<FrameworkId, unknown>> }): boolean =>
  bindings === undefined || bindings.none !== undefined;

/** Whether package.json names one. */
export const hasFramework = ({ id }: Framework): boolean => id !== none.id;

export function frameworkOf(id: string): FrameworkDialect {
  const found = [...frameworks, none].find((framework) => framework.id === id);
  if (!found) throw new Error(`No such framework: ${id}`);
  return found;
}

/** How the project's handlers get at what clients send, as rules and codemods take it. */
export const requestShape = (framework: Framework): RequestShape => shapeOf(framework, frameworks);
