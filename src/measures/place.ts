import { posix } from 'node:path';
import type { Module } from '../../codemods/lib/resolve';
import type { Middleware, MiddlewareCall, Project, ProjectRecord, SourceFile } from '../types';

/** How a file imports a module of the security folder: `./security`, `../security/index.js`, `./security/env.mjs`. */
export function specifierOf(project: Project, fromFile: string, module = 'index'): string {
  const file = currentFile(project.record, fileOf(project, module));
  const path = posix.relative(posix.dirname(fromFile), file.slice(0, -posix.extname(file).length));
  const relative = path.startsWith('.') ? path : `./${path}`;
  const { importExtension, extension } = project.form;
  // An .mjs file resolves like Node's ESM, whatever the rest of the project does.
  const carried = fromFile.endsWith('.mjs') && importExtension === '' ? extension : importExtension;
  return carried === '' && posix.basename(relative) === 'index' ? posix.dirname(relative) : relative + carried;
}

/** Where a generated file is that was planned there: the user may have moved it. */
export function currentFile(record: ProjectRecord | null, planned: string): string {
  if (!record || record.files[planned]) return planned;
  return Object.keys(record.files).find((file) => record.files[file]!.original === planned) ?? planned;
}

/** The generated file of a module of the security folder, where it is planned. */
export const fileOf = (project: Project, module: string): string =>
  posix.join(project.securityFolder, module + project.form.extension);

export const isGenerated = (project: Project, file: string): boolean =>
  project.record?.files[currentFile(project.record, file)] !== undefined;

/** Whether the project is the whole repository, or, without git, the root of its workspace: files for all of it go there. */
export const isTop = ({ root, repository: { gitRoot }, packageManager: { workspaceRoot } }: Project): boolean =>
  root === (gitRoot ?? workspaceRoot);

/** A file that the app loads, parsed; null where it loads none of that path. */
export function loadedFile(project: Project, path: string): { file: SourceFile; module: Module } | null {
  const file = project.files.find((each) => each.path === path);
  const module = project.moduleOf(path);
  return file && module ? { file, module } : null;
}

/** The user's own middleware made by one of the packages, in order. */
export function ownMiddleware(
  project: Project,
  names: readonly string[],
): { middleware: Middleware; call: MiddlewareCall }[] {
  return project.middleware
    .filter(({ file }) => !isGenerated(project, file))
    .flatMap((middleware) =>
      middleware.from.filter(({ name }) => names.includes(name)).map((call) => ({ middleware, call })),
    );
}

/** Whether the user's own code mounts it for every request, in every environment. */
export const mountsForAll = (project: Project, names: readonly string[]): boolean =>
  ownMiddleware(project, names).some(
    ({ middleware: { onApp, path, conditional } }) => onApp && path === '/' && !conditional,
  );

/** Whether the measure was applied by an earlier run. */
export const isRecorded = (project: Project, measure: string): boolean =>
  project.record?.measures[measure] !== undefined;

/** Paths that the platform asks to see whether the app is alive: the usual ones, and those the app has. */
export function healthPaths(project: Project): string[] {
  const usual = ['/healthz', '/health', '/livez', '/readyz', '/ping'];
  const own = project.routes.flatMap(({ method, path }) =>
    method === 'get' &&
    path !== null &&
    /\/_?(health[\w-]*|live(z|ness)?|alive|readyz?|readiness|ping|heartbeat|up)(\/(live|ready|check))?$/i.test(path) &&
    !path.includes(':')
      ? [path]
      : [],
  );
  return [...new Set([...usual, ...own])];
}
