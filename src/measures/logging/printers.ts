import { packageCalls } from '../../../codemods/lib/chain';
import { inDevelopment } from '../../../codemods/lib/development';
import type { Edit, Finding, MiddlewareCall, Project } from '../../types';
import { ownMiddleware, specifierOf } from '../place';

/** Middleware that prints method and address of each request, through a function that it may be given. */
const PRINTERS = ['hono/logger#logger', 'koa-logger', 'koa-logger#default'];

/** The calls that make such middleware. */
export const printers = (project: Project): MiddlewareCall[] => alwaysMounted(project, PRINTERS);

/** The calls that make middleware of one of the packages, but those for development alone. */
export const alwaysMounted = (project: Project, names: readonly string[]): MiddlewareCall[] =>
  ownMiddleware(project, names).flatMap(({ middleware, call }) => {
    const module = project.moduleOf(middleware.file);
    return module && inDevelopment(module, middleware.argument) ? [] : [call];
  });

/** Gives the function `printRequest` to those that were found. */
export const printEdits = (project: Project, findings: readonly Finding[]): Edit[] =>
  printers(project).flatMap(({ file, node, name }): Edit[] => {
    const found = findings.find(
      ({ rule, fix, ...at }) =>
        rule === 'logging/requests' && fix === 'automatic' && at.file === file && at.start === node.start,
    );
    const module = project.moduleOf(file);
    if (!found || !module) return [];
    const index = packageCalls(module, project.resolver, [name]).indexOf(node as never);
    return [
      {
        measure: 'logging',
        kind: 'codemod',
        codemod: 'set-argument',
        file,
        options: { callee: name, index, name: 'printRequest', from: specifierOf(project, file) },
        present: null,
        manual: { reason: 'The call could not be changed safely.', line: found.line, snippet: 'logger(printRequest)' },
      },
    ];
  });
