import { readFile, realpath } from 'node:fs/promises';
import { join, posix, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { UserError } from '../../../../errors';
import { listFolder, readTextIfExists, stripBom } from '../../../../project/paths';

/** Files to copy from: they say what an app wants, and hold no secrets. */
const EXAMPLES = [
  ...['example', 'sample', 'template', 'dist', 'defaults'].map((end) => `.env.${end}`),
  'example.env',
  'sample.env',
  '.example.env',
  'env.example',
  'env.sample',
];
/** As the preload hides them (preload/env-files.cjs). */
const ENV_FILE =
  /^[\w-]*\.env(?:[._-][\w.-]+)?~?$|^env\.(?:prod|dev|stag|test|local|live|qa|uat|ci|secret)[\w.~-]*$|^\.(?:envrc|flaskenv)[\w.~-]*$/i;
const LOCAL = /\.local~?$/i;
const OTHER =
  /(?:^|[._-])(?:example|sample|template|dist|defaults?|schema|vault)(?:[._-]|$)|\.(?:[cm]?[jt]sx?|json|map|ya?ml)$/i;
/** Where they lie, relative to the root. */
const FOLDERS = ['', 'config', 'env', 'envs', 'environments', 'src'];

/**
 * Env files of a project that may hold real secrets and name real databases; relative paths, the root's first. Without the
 * one that the user has named, relative to the working directory.
 */
export async function hiddenEnvFiles(root: string, named?: string): Promise<string[]> {
  const names = await Promise.all(
    FOLDERS.map(async (folder) => (await listFolder(join(root, folder))).map((name) => posix.join(folder, name))),
  );
  const found = names.flat().filter((path) => isEnvFile(posix.basename(path)));
  const real = (path: string): Promise<string> => realpath(path).catch(() => path);
  const shown = named === undefined ? null : await real(resolve(named));
  const paths = await Promise.all(found.map((path) => real(join(root, path))));
  return found.filter((_path, at) => paths[at] !== shown);
}

const isEnvFile = (name: string): boolean => ENV_FILE.test(name) && (LOCAL.test(name) || !OTHER.test(name));

/** The uncommented variables of the example file; none where there is no such file. */
export async function readExample(root: string): Promise<Record<string, string>> {
  const present = new Set(await listFolder(root));
  const name = EXAMPLES.find((candidate) => present.has(candidate));
  return name === undefined ? {} : parse((await readTextIfExists(join(root, name))) ?? '');
}

/** What the app's own env files set, by file. */
export async function readOwn(root: string): Promise<{ path: string; variables: Record<string, string> }[]> {
  const files = await hiddenEnvFiles(root);
  return Promise.all(
    files.map(async (path) => ({ path, variables: parse((await readTextIfExists(join(root, path))) ?? '') })),
  );
}

/** Whether it is not read in production. */
export const isForDevelopment = (path: string): boolean =>
  /[.-]?(dev|development|test|ci)\b/.test(posix.basename(path));

/** The variables of `--env-file FILE`, relative to the working directory. UserError 2 where it cannot be read. */
export async function readEnvFile(file: string): Promise<Record<string, string>> {
  const text = await readFile(resolve(file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`${file} cannot be read (${error.code ?? 'unknown'}).`, 'Name a file of NAME=value lines.', 2);
  });
  return parse(text);
}

/** A name alone on its line would swallow the lines after it. */
function parse(text: string): Record<string, string> {
  const lines = stripBom(text).replace(/^[ \t]*[A-Z][A-Z0-9_]*[ \t]*$/gm, '');
  return Object.fromEntries(
    Object.entries(parseEnv(lines)).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && /^[A-Za-z_][\w.-]*$/.test(entry[0]),
    ),
  );
}
