import { extname, resolve } from 'node:path';
import type { Form, Manifest } from '../types';
import { readSyntax, type Syntax } from './form-syntax';
import { readPackageJson } from './manifest';
import { foldersUpwards, readTextIfExists } from './paths';
import { majorOfTypeScript, readTsconfig, type Tsconfig } from './form-tsconfig';
import { LARGEST } from './unreadable';

/** What the form follows from. */
interface Evidence {
  extension: string;
  /** `type` of the package.json nearest to the file. */
  packageType: 'module' | 'commonjs' | null;
  syntax: Syntax;
  tsconfig: Tsconfig;
  manifest: Manifest;
}

/**
 * How a module beside `appFile` (relative to `root`) is spelled. `text` is the file's text, read from disk where it is
 * not given. The file's own imports decide first, then its extension, package.json and tsconfig; nothing fails.
 */
export async function detectForm(root: string, appFile: string, manifest: Manifest, text?: string): Promise<Form> {
  const path = resolve(root, appFile);
  const extension = extname(path);
  const evidence: Evidence = {
    extension,
    packageType: await nearestPackageType(path),
    syntax: readSyntax(small(text ?? (await readTextIfExists(path)) ?? ''), extension),
    tsconfig: isTypeScript(extension) ? await readTsconfig(path, manifest) : {},
    manifest,
  };
  return isTypeScript(extension) ? typeScriptForm(evidence) : javaScriptForm(evidence);
}

/** What nobody has written by hand tells nothing, and takes a minute to parse. */
const small = (text: string): string => (text.length > LARGEST ? '' : text);

function isTypeScript(extension: string): boolean {
  return /^\.[cm]?tsx?$/.test(extension);
}

async function nearestPackageType(file: string): Promise<'module' | 'commonjs' | null> {
  for (const folder of foldersUpwards(resolve(file, '..'))) {
    const fields = await readPackageJson(folder);
    if (fields) return fields['type'] === 'module' || fields['type'] === 'commonjs' ? fields['type'] : null;
  }
  return null;
}

function javaScriptForm({ extension, packageType, syntax }: Evidence): Form {
  const fixed = /^\.[cm]js$/.test(extension);
  const native = extension === '.mjs' || (extension !== '.cjs' && packageType === 'module');
  // `import` without `type: module` is compiled by Babel or the like, or run as ESM by a newer Node.js: `.js` suits both.
  const module = native || (!fixed && syntax.module === 'esm') ? 'esm' : 'cjs';
  const own = fixed ? extension : '.js';
  const importExtension = fixed ? own : (syntax.importExtension ?? (module === 'esm' ? own : ''));
  return { language: 'js', module, extension: own, importExtension, interop: true, verbatimCommonJs: false };
}

function typeScriptForm(evidence: Evidence): Form {
  const { extension, tsconfig } = evidence;
  const module = typeScriptModule(evidence);
  return {
    language: 'ts',
    module,
    extension: extension.replace('x', ''),
    importExtension: typeScriptImport(evidence, module),
    interop: hasInterop(evidence, module),
    verbatimCommonJs: module === 'cjs' && tsconfig.verbatimModuleSyntax === true,
    ...(module === 'cjs' && refusesModules(evidence) ? { scriptsOnly: true } : {}),
    ...(tsconfig.noPropertyAccessFromIndexSignature ? { brackets: true } : {}),
    ...((tsconfig.strictNullChecks ?? tsconfig.strict) ? { strictNulls: true } : {}),
  };
}

/** `node16` to `node18`, and `nodenext` before TypeScript 5.8: error TS1479. */
function refusesModules({ tsconfig, manifest }: Evidence): boolean {
  const { installed, devDependencies } = manifest;
  const [, major, minor] = /(\d+)\.(\d+)/.exec(installed['typescript'] ?? devDependencies['typescript'] ?? '') ?? [];
  const isOld = major !== undefined && Number(major) + Number(minor) / 100 < 5.08;
  return /^node1/.test(tsconfig.module ?? '') || (tsconfig.module === 'nodenext' && isOld);
}

function typeScriptModule({ extension, packageType, tsconfig, syntax }: Evidence): Form['module'] {
  if (extension === '.mts') return 'esm';
  if (extension === '.cts') return 'cjs';
  const emitted = tsconfig.module;
  if (emitted === undefined || /^node/.test(emitted)) {
    // Without `type`, Node.js runs a TypeScript file with `import` as ESM, and then only `.ts` can be imported.
    const stripped = packageType === null && syntax.module === 'esm' && syntax.importExtension === '.ts';
    return packageType === 'module' || stripped ? 'esm' : 'cjs';
  }
  return /^(?:es|preserve)/.test(emitted) ? 'esm' : 'cjs';
}

function typeScriptImport(
  { extension, packageType, syntax, tsconfig, manifest }: Evidence,
  module: Form['module'],
): string {
  const emitted = /^\.[cm]ts$/.test(extension) ? extension.replace('t', 'j') : '.js';
  if (emitted !== '.js') return syntax.importExtension === extension ? extension : emitted;
  if (syntax.importExtension !== null) return syntax.importExtension;
  if (module === 'cjs' || packageType !== 'module') return '';
  // From here on Node.js resolves what is emitted, unless a bundler does.
  if (tsconfig.allowImportingTsExtensions || tsconfig.rewriteRelativeImportExtensions) {
    return tsconfig.moduleResolution === 'bundler' ? '' : '.ts';
  }
  return tsconfig.moduleResolution === 'bundler' && !emitsForNode(tsconfig, manifest) ? '' : '.js';
}

/** `moduleResolution: bundler` although plain tsc writes what Node.js runs: only `.js` starts there, and it compiles. */
function emitsForNode(tsconfig: Tsconfig, manifest: Manifest): boolean {
  if (tsconfig.noEmit) return false;
  return Object.values(manifest.scripts).some((script) => /\btsc\b(?!.*--noEmit)/.test(script));
}

function hasInterop({ tsconfig, manifest, syntax }: Evidence, module: Form['module']): boolean {
  if (tsconfig.unresolved && tsconfig.esModuleInterop === undefined) return !syntax.withoutInterop;
  const emitted = tsconfig.module ?? '';
  const modern = /^(?:node|preserve)/.test(emitted) || majorOfTypeScript(manifest) >= 6;
  const interop = tsconfig.esModuleInterop ?? modern;
  if (interop || module === 'cjs') return interop;
  const synthetic = tsconfig.allowSyntheticDefaultImports ?? tsconfig.moduleResolution === 'bundler';
  // In a file that Node.js takes for ESM, the default of a CommonJS package is its `module.exports`.
  return synthetic || /^node/.test(emitted) || emitted === '';
}
