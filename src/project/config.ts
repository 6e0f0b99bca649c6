import { join } from 'node:path';
import { UserError } from '../errors';
import type { Ignore } from '../types';
import { readPackageJson } from './manifest';
import { readTextIfExists, stripBom } from './paths';

const FILE = '.tempered/config.json';
const HINT =
  'It looks like this: { "ignore": [{ "paths": ["legacy/**"], "rules": ["sql/*"], "reason": "Goes away in May." }] }';

/**
 * What the project leaves out of the audit, as `tempered` in package.json and .tempered/config.json say.
 * @throws UserError 3 where they cannot be used; the message names the place.
 */
export async function readIgnores(root: string): Promise<Ignore[]> {
  const own = (await readPackageJson(root))?.['tempered'];
  const text = await readTextIfExists(join(root, FILE));
  return [
    ...(own === undefined ? [] : ignoresOf(own, 'package.json', 'tempered')),
    ...(text === null ? [] : ignoresOf(parse(text), FILE, '')),
  ];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(stripBom(text));
  } catch {
    throw new UserError(`${FILE} is not JSON.`, HINT);
  }
}

function ignoresOf(value: unknown, file: string, at: string): Ignore[] {
  const place = (...parts: (string | number)[]): string => [at, ...parts].filter((part) => part !== '').join('.');
  const refuse = (where: string, what: string): never => {
    throw new UserError(`${file}: ${where === '' ? 'it' : `"${where}"`} ${what}.`, HINT);
  };
  if (!isObject(value)) return refuse(place(), 'is not an object');
  const unknown = Object.keys(value).find((key) => key !== 'ignore' && key !== '$schema');
  if (unknown !== undefined) refuse(place(unknown), 'is not known; there is only "ignore"');
  const { ignore = [] } = value;
  if (!Array.isArray(ignore)) return refuse(place('ignore'), 'is not a list');
  return ignore.map((entry: unknown, index): Ignore => {
    const flaw = flawOf(entry);
    if (flaw) refuse(place('ignore', index, ...flaw.key), flaw.what);
    const { paths = ['**'], rules = ['*'], reason } = entry as { paths?: string[]; rules?: string[]; reason: string };
    return { paths, rules, reason, from: file };
  });
}

/** What is wrong with an entry; null where it can be used. */
function flawOf(entry: unknown): { key: string[]; what: string } | null {
  if (!isObject(entry)) return { key: [], what: 'is not an object' };
  const unknown = Object.keys(entry).find((key) => !['paths', 'rules', 'reason'].includes(key));
  if (unknown !== undefined) return { key: [unknown], what: 'is not known; there are "paths", "rules" and "reason"' };
  for (const key of ['paths', 'rules'])
    if (entry[key] !== undefined && !isTexts(entry[key])) return { key: [key], what: 'is not a list of texts' };
  if (entry['paths'] === undefined && entry['rules'] === undefined)
    return { key: [], what: 'names no paths and no rules' };
  const { reason } = entry;
  return typeof reason === 'string' && reason.trim() !== '' ? null : { key: ['reason'], what: 'has to say why' };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && item !== '');
