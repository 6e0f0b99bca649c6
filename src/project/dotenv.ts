import { posix } from 'node:path';
import type { Node } from '@babel/types';
import { importedSources } from '../../codemods/lib/exports';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { keyName, literalText, memberName, propertyOf, walk } from '../../codemods/lib/walk';
import type { SettingsDialect } from '../frameworks/index';
import type { DotenvUse, Manifest } from '../types';

/** Loaders that decide at run time which files they read. */
const OTHER_LOADERS = /^(dotenv-|@dotenvx\/|dotenvx|custom-env|env-cmd|node-env-file)/;
/** Code that fills the environment by itself. */
const OWN_LOADER = /loadEnvFile\(|Object\.assign\(\s*process\.env|process\.env\[[^\]]+\]\s*(\?\?|\|\|)?=[^=]/;

/**
 * How the app loads its env file; null where nothing does. `computed` where that cannot be done again in the same way
 * without running the code: more than one file, only on some paths, or by other means.
 */
export function findDotenv(
  modules: readonly Module[],
  resolver: Resolver,
  manifest: Manifest,
  skip: (path: string) => boolean,
  settings?: SettingsDialect,
): DotenvUse | null {
  const own = modules.filter(({ path }) => !skip(path));
  const loads = own.flatMap((module) => [
    ...(module.text.includes('dotenv') ? loadsIn(module, resolver) : []),
    ...(settings ? serviceLoads(module, resolver, settings) : []),
  ]);
  const preloads = Object.entries(manifest.scripts).filter(
    ([name, script]) => name === 'start' && script.includes('dotenv/config'),
  );
  const all = [
    ...loads,
    ...preloads.map((): DotenvUse => ({ file: 'package.json', path: null, fromFile: false, computed: false })),
  ];
  const other = own.find(
    (module) =>
      OWN_LOADER.test(module.text) || importedSources(module.ast).some((source) => OTHER_LOADERS.test(source)),
  );
  if (other) return { file: other.path, path: null, fromFile: false, computed: true };
  const [first] = all;
  return first ? { ...first, computed: all.some((each) => each.computed || !isSameFile(each, first)) } : null;
}

/** To load the same file again changes nothing: what is set stays. */
const isSameFile = (one: DotenvUse, other: DotenvUse): boolean =>
  !one.apart && !other.apart
    ? one.fromFile === other.fromFile && (one.path ?? '.env') === (other.path ?? '.env')
    : one === other;

function loadsIn(module: Module, resolver: Resolver): DotenvUse[] {
  const found: DotenvUse[] = [];
  const plain: DotenvUse = { file: module.path, path: null, fromFile: false, computed: false };
  walk(module.ast.program, (node, ancestors) => {
    const computed = onSomePaths(ancestors);
    if (node.type === 'ImportDeclaration' && node.source.value === 'dotenv/config') found.push(plain);
    if (node.type !== 'CallExpression') return;
    const required =
      node.callee.type === 'Identifier' &&
      node.callee.name === 'require' &&
      literalText(node.arguments[0]) === 'dotenv/config';
    if (required) found.push({ ...plain, computed });
    else if (resolver.packageName(module, node.callee) === 'dotenv#config') {
      const load = configured(module, node.arguments[0]);
      found.push({ ...load, computed: load.computed || computed });
    }
  });
  return found;
}

const onSomePaths = (ancestors: readonly Node[]): boolean =>
  ancestors.some(({ type }) => /^(If|Switch|Try)Statement$|^(Logical|Conditional)Expression$/.test(type));

/** `ConfigModule.forRoot({ envFilePath: ['.env.local', '.env'] })`: the framework reads the files later on. */
function serviceLoads(
  module: Module,
  resolver: Resolver,
  { load, files, ignore, ...rest }: SettingsDialect,
): DotenvUse[] {
  const found: DotenvUse[] = [];
  if (!module.text.includes(load.split('#')[1]!)) return found;
  walk(module.ast.program, (node, ancestors) => {
    if (node.type !== 'CallExpression' || resolver.packageName(module, node.callee) !== load) return;
    const [options] = node.arguments;
    const ignored = propertyOf(options, ignore);
    if (ignored?.type === 'BooleanLiteral' && ignored.value) return;
    const list = propertyOf(options, files);
    const apart = list ? textsIn(list) : ['.env'];
    const unknown =
      options !== undefined && !(options.type === 'ObjectExpression' && options.properties.every(keyName));
    const own = ignored?.type !== 'BooleanLiteral' && ignored !== null;
    const computed = apart === null || unknown || own || propertyOf(options, rest.parser) !== null;
    const plain: DotenvUse = { file: module.path, path: null, fromFile: false, computed: false, apart: apart ?? [] };
    found.push({ ...plain, computed: computed || onSomePaths(ancestors) });
  });
  return found;
}

/** A text, or a list of nothing else; null for anything else. */
function textsIn(node: Node): string[] | null {
  const texts = (node.type === 'ArrayExpression' ? node.elements : [node]).map((each) => literalText(each));
  return texts.every((text) => text !== null) ? texts : null;
}

/** `config()`, `config({ path: '.env' })`, `config({ path: path.join(__dirname, '../.env') })`. */
function configured(module: Module, options: Node | undefined): DotenvUse {
  const option = propertyOf(options, 'path');
  const unknown = options !== undefined && options.type !== 'ObjectExpression';
  const loud = ['override', 'processEnv', 'DOTENV_KEY'].some((name) => propertyOf(options, name) !== null);
  if (!option) return { file: module.path, path: null, fromFile: false, computed: unknown || loud };
  const literal = literalText(option);
  const path = literal ?? joinedPath(module.path, option);
  return { file: module.path, path, fromFile: literal === null, computed: path === null || loud };
}

/** The value of `path.join(__dirname, 'a', 'b')` with literals only, relative to the root; otherwise null. */
function joinedPath(file: string, node: Node): string | null {
  if (node.type !== 'CallExpression' || !/^(join|resolve)$/.test(memberName(node.callee) ?? '')) return null;
  const [first, ...rest] = node.arguments;
  const parts = rest.map((part) => literalText(part));
  if (first?.type !== 'Identifier' || first.name !== '__dirname' || parts.some((part) => part === null)) return null;
  return posix.join(posix.dirname(file), ...(parts as string[]));
}
