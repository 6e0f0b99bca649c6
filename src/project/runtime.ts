import { importedSources } from '../../codemods/lib/exports';
import { UserError } from '../errors';
import type { FrameworkDialect } from '../frameworks/index';
import type { Manifest } from '../types';
import type { Reach } from './app';

const HINT =
  'Only what runs on Node.js can be hardened; `--only supply-chain` works on any project with a package.json.';

/** Nothing of it runs on Node.js. */
export class OtherRuntimeError extends UserError {}

/** @throws UserError 3 where a framework of several runtimes is there without what runs it on Node.js */
export function refuseOtherPackages({ title, runtimes }: FrameworkDialect, manifest: Manifest): void {
  const packages = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }));
  if (!runtimes || runtimes.node.some((name) => packages.has(name))) return;
  throw new OtherRuntimeError(
    `This ${title} app is made for ${runtimeBy(runtimes, packages) ?? 'another runtime'}: ${runtimes.node[0]} is not installed.`,
    HINT,
  );
}

/** @throws UserError 3 where nothing serves the app on Node.js, and its files or packages say what does */
export function refuseOtherRuntime(
  { title, runtimes }: FrameworkDialect,
  manifest: Manifest,
  { modules }: Reach,
): void {
  const imported = new Set(modules.flatMap((module) => importedSources(module.ast)));
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const other = runtimes && runtimeBy(runtimes, new Set([...imported, ...packages]));
  if (!runtimes || runtimes.node.some((name) => imported.has(name)) || !other) return;
  throw new OtherRuntimeError(
    `This ${title} app is served by ${other}, not by Node.js.`,
    `${HINT} Where another file serves it with ${runtimes.node[0]}, name that file with --app FILE.`,
  );
}

const runtimeBy = (
  { others }: NonNullable<FrameworkDialect['runtimes']>,
  names: ReadonlySet<string>,
): string | undefined => others.find(({ signs }) => signs.some((sign) => names.has(sign)))?.title;
