import { join } from 'node:path';
import type { Style } from '../types';
import { readEditorConfig } from './editorconfig';
import { parseJsonc } from './jsonc';
import { readPackageJson } from './manifest';
import { findGitRoot, foldersUpwards, readTextIfExists, stripBom } from './paths';

type Fields = Record<string, unknown>;
type Partly = Partial<Style>;

const PRETTIER = ['.prettierrc', '.prettierrc.json', '.prettierrc.yaml', '.prettierrc.yml'];
const BIOME = ['biome.json', 'biome.jsonc', '.biome.json', '.biome.jsonc'];

/** What the nearest static Prettier or Biome file says, over what EditorConfig says; upwards to the git work tree. */
export async function readStyleFiles(root: string): Promise<Partly> {
  const folders = foldersUpwards(root, (await findGitRoot(root)) ?? root);
  const editor = await readEditorConfig(folders);
  for (const folder of folders) {
    const prettier = await readPrettier(folder);
    if (prettier) return prettierStyle(prettier, editor, await prettierMajor(folders));
    const biome = await readBiome(folder);
    if (biome) return { ...editor, ...biomeStyle(biome) };
  }
  return editor;
}

async function readPrettier(folder: string): Promise<Fields | null> {
  const inManifest = asObject((await readPackageJson(folder))?.['prettier']);
  if (inManifest) return inManifest;
  for (const name of PRETTIER) {
    const source = await readTextIfExists(join(folder, name));
    if (source === null) continue;
    const { parse } = await import('./yaml');
    // JSON is YAML. An empty file is a configuration too: all defaults.
    const value: unknown = source.trim() === '' ? {} : attempt(() => parse(stripBom(source)));
    if (asObject(value)) return asObject(value);
  }
  return null;
}

function prettierStyle(config: Fields, editor: Partly, major: number): Partly {
  const width = widthOf(config['tabWidth']);
  const tabs = config['useTabs'] ?? (width === null && editor.indent !== undefined ? editor.indent === '\t' : false);
  const eol = ends(config['endOfLine']) ?? editor.eol;
  return {
    quote: config['singleQuote'] === true ? "'" : '"',
    semicolons: config['semi'] !== false,
    indent: tabs ? '\t' : width === null ? spacesOf(editor) : ' '.repeat(width),
    trailingComma: comma(config['trailingComma']) ?? (major >= 3 ? 'all' : major === 2 ? 'es5' : 'none'),
    ...(eol ? { eol } : {}),
  };
}

function spacesOf(editor: Partly): string {
  return editor.indent && editor.indent !== '\t' ? editor.indent : '  ';
}

/** Its default for trailing commas changed with majors 2 and 3. */
async function prettierMajor(folders: string[]): Promise<number> {
  for (const folder of folders) {
    const fields = await readPackageJson(folder);
    const range =
      asObject(fields?.['devDependencies'])?.['prettier'] ?? asObject(fields?.['dependencies'])?.['prettier'];
    const major = typeof range === 'string' ? /\d+/.exec(range) : null;
    if (major) return Number(major[0]);
  }
  return 3;
}

async function readBiome(folder: string): Promise<Fields | null> {
  for (const name of BIOME) {
    const source = await readTextIfExists(join(folder, name));
    if (source === null) continue;
    return asObject(await parseJsonc(source));
  }
  return null;
}

function biomeStyle(config: Fields): Partly {
  const general = asObject(config['formatter']) ?? {};
  const script = asObject(asObject(config['javascript'])?.['formatter']) ?? {};
  if (general['enabled'] === false || script['enabled'] === false) return {};
  const either = (key: string): unknown => script[key] ?? general[key];
  const width = widthOf(either('indentWidth')) ?? widthOf(either('indentSize')) ?? 2;
  const eol = ends(either('lineEnding'));
  return {
    quote: script['quoteStyle'] === 'single' ? "'" : '"',
    semicolons: script['semicolons'] !== 'asNeeded',
    indent: either('indentStyle') === 'space' ? ' '.repeat(width) : '\t',
    trailingComma: comma(script['trailingCommas'] ?? script['trailingComma']) ?? 'all',
    ...(eol ? { eol } : {}),
  };
}

/** What somebody may indent with. */
const widthOf = (value: unknown): number | null =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 16 ? Number(value) : null;

function comma(value: unknown): Style['trailingComma'] | null {
  return value === 'all' || value === 'es5' || value === 'none' ? value : null;
}

function ends(value: unknown): Style['eol'] | null {
  if (value === 'lf') return '\n';
  return value === 'crlf' ? '\r\n' : null;
}

function asObject(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
