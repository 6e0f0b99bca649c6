import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { UserError } from '../../errors';
import { listFolder, readTextIfExists, stripBom } from '../../project/paths';

/** Files to copy from: they say what an app wants, and hold no secrets. */
const EXAMPLES = [
  ...['example', 'sample', 'template', 'dist', 'defaults'].map((end) => `.env.${end}`),
  'example.env',
  'sample.env',
  '.example.env',
  'env.example',
  'env.sample',
];
const ENV_FILE = /^\.env(\.[\w.-]+)?$|^(development|production|local|dev|prod)\.env$/;
const SAMPLE = /example|sample|template|\.dist\b|default|schema|\.vault$|\.d\.ts$/;

/** Names of the env files in a folder that may hold real secrets and name real databases, sorted. */
export async function hiddenEnvFiles(root: string): Promise<string[]> {
  return (await listFolder(root)).filter((name) => ENV_FILE.test(name) && !SAMPLE.test(name));
}

/** The uncommented variables of the example file; none where there is no such file. */
export async function readExample(root: string): Promise<Record<string, string>> {
  const present = new Set(await listFolder(root));
  const name = EXAMPLES.find((candidate) => present.has(candidate));
  return name === undefined ? {} : parse((await readTextIfExists(join(root, name))) ?? '');
}

/** The names that the app's own env files set; the values are not kept. */
export async function ownNames(root: string): Promise<string[]> {
  const texts = await Promise.all((await hiddenEnvFiles(root)).map((name) => readTextIfExists(join(root, name))));
  return texts.flatMap((text) => Object.keys(parse(text ?? '')));
}

/** The variables of `--env-file FILE`, relative to the working directory. UserError 2 where it cannot be read. */
export async function readEnvFile(file: string): Promise<Record<string, string>> {
  const text = await readFile(resolve(file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`${file} cannot be read (${error.code ?? 'unknown'}).`, 'Name a file of NAME=value lines.', 2);
  });
  return parse(text);
}

const parse = (text: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parseEnv(stripBom(text))).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
