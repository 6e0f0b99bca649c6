import { dirname, resolve } from 'node:path';
import type { Manifest } from '../types';
import { parseJsonc } from './jsonc';
import { kindOf, readTextIfExists } from './paths';

/** The compiler options that the form of a module follows from, lower case where they are names, defaults filled in. */
export interface Tsconfig {
  /** Absent where there is no tsconfig, or one that says nothing. */
  module?: string;
  moduleResolution?: string;
  esModuleInterop?: boolean;
  allowSyntheticDefaultImports?: boolean;
  verbatimModuleSyntax?: boolean;
  allowImportingTsExtensions?: boolean;
  rewriteRelativeImportExtensions?: boolean;
  noEmit?: boolean;
  noPropertyAccessFromIndexSignature?: boolean;
  strict?: boolean;
  strictNullChecks?: boolean;
  /** Its `extends` could not be followed, so that options may be missing. */
  unresolved?: boolean;
}

type Options = Record<string, unknown>;

/** The options that apply to a file: the nearest tsconfig's, or of the project it references that includes the file. */
export async function readTsconfig(file: string, manifest: Manifest): Promise<Tsconfig> {
  const { findTsconfig } = await import('get-tsconfig');
  const path = findTsconfig(dirname(file));
  // What runs TypeScript without a tsconfig (tsx, esbuild, Node.js) has interop.
  if (!path || (await kindOf(path)) !== 'file') return { esModuleInterop: true };
  const { options, unresolved } = await optionsFor(path, file);
  return { ...withDefaults(options, majorOfTypeScript(manifest), unresolved), ...(unresolved ? { unresolved } : {}) };
}

/** The major of TypeScript that is installed or asked for; 5 where nothing says. */
export function majorOfTypeScript({ installed, devDependencies, dependencies }: Manifest): number {
  const version = installed['typescript'] ?? devDependencies['typescript'] ?? dependencies['typescript'] ?? '';
  return Number(/\d+/.exec(version)?.[0] ?? 5);
}

/** get-tsconfig does not follow `references`, and throws where an `extends` is not installed. */
async function optionsFor(path: string, file: string): Promise<{ options: Options; unresolved: boolean }> {
  const { createFilesMatcher, parseTsconfig } = await import('get-tsconfig');
  try {
    const config = parseTsconfig(path);
    for (const reference of config.references ?? []) {
      const other = await referencedFile(resolve(dirname(path), reference.path));
      if (createFilesMatcher({ config, path })(file)) break;
      if (createFilesMatcher({ config: parseTsconfig(other), path: other })(file)) return optionsFor(other, file);
    }
    return { options: config.compilerOptions ?? {}, unresolved: false };
  } catch {
    return { options: await ownOptions(path), unresolved: true };
  }
}

async function referencedFile(path: string): Promise<string> {
  return (await kindOf(path)) === 'folder' ? resolve(path, 'tsconfig.json') : path;
}

async function ownOptions(path: string): Promise<Options> {
  const config = (await parseJsonc((await readTextIfExists(path)) ?? '')) as { compilerOptions?: Options } | undefined;
  const options = config?.compilerOptions;
  return typeof options === 'object' && options !== null ? options : {};
}

function withDefaults(options: Options, major: number, unresolved: boolean): Tsconfig {
  const module = name(options['module']) ?? (unresolved ? undefined : defaultModule(name(options['target']), major));
  const moduleResolution = name(options['moduleResolution']) ?? defaultResolution(module, major);
  const flags = Object.entries(options).filter(([, value]) => typeof value === 'boolean');
  return {
    ...(major >= 6 ? { strict: true } : {}),
    ...Object.fromEntries(flags),
    ...(module === undefined ? {} : { module }),
    ...(moduleResolution === undefined ? {} : { moduleResolution }),
  };
}

function defaultModule(target: string | undefined, major: number): string {
  if (major >= 6) return 'esnext';
  return target === undefined || target === 'es3' || target === 'es5' ? 'commonjs' : 'es2015';
}

function defaultResolution(module: string | undefined, major: number): string | undefined {
  if (module === undefined || /^node/.test(module)) return module;
  return major >= 6 || module === 'preserve' ? 'bundler' : 'node10';
}

function name(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}
