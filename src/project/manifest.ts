import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../errors';
import type { Manifest } from '../types';
import { brokenManifest } from './broken-manifest';
import { findGitRoot, foldersUpwards, kindOf, readTextIfExists, stripBom } from './paths';
import { readBytes } from './read';
import { mayNotRead } from './unreadable';

type Fields = Record<string, unknown>;

/**
 * The folder of the package.json that a directory belongs to: its own, or the nearest above it inside the same git
 * work tree. UserError 2 where the directory does not exist, 3 where there is no package.json.
 */
export async function findPackageRoot(directory: string): Promise<string> {
  const start = resolve(directory);
  const kind = await kindOf(start);
  if (kind === null)
    throw new UserError(
      `No such folder: ${directory}`,
      'Name the folder of your project, or a command: `tempered --help` lists them.',
      2,
    );
  if (kind === 'file') throw new UserError(`${directory} is a file`, 'Name the folder of your project.', 2);
  const last = (await findGitRoot(start)) ?? start;
  for (const folder of foldersUpwards(start, last)) {
    // Listed and entered: `.` stands for the folder as seen from inside.
    await Promise.all([readdir(folder), stat(`${folder}/.`)]).catch((error: unknown) => {
      throw mayNotRead(folder, error);
    });
    if ((await kindOf(join(folder, 'package.json'))) === 'file') return folder;
  }
  throw missingManifest(start);
}

/** Reads package.json and, from disk, the versions that are installed. UserError 3 where it cannot be used. */
export async function readManifest(root: string): Promise<Manifest> {
  const fields = await readFields(root);
  const dependencies = { ...strings(fields['dependencies']), ...strings(fields['optionalDependencies']) };
  const devDependencies = strings(fields['devDependencies']);
  return {
    name: text(fields['name']),
    main: text(fields['main']),
    type: fields['type'] === 'module' ? 'module' : 'commonjs',
    dependencies,
    devDependencies,
    ...(fields['private'] === true ? { private: true as const } : {}),
    ...ownerOf(fields['repository']),
    scripts: strings(fields['scripts']),
    engines: strings(fields['engines'])['node'] ?? null,
    ...(await installedPackages(root, Object.keys({ ...devDependencies, ...dependencies }))),
  };
}

/** `github:shop/api`, `shop/api`, `{ url: 'git+https://github.com/shop/api.git' }` */
function ownerOf(repository: unknown): Pick<Manifest, 'owner'> {
  const address = text(repository) ?? text(asObject(repository)?.['url']) ?? '';
  const owner = /(?:^(?:github:)?|\bgithub\.com[/:])([\w-]+)\/[\w.-]+$/.exec(address)?.[1];
  return owner === undefined ? {} : { owner };
}

/** The fields of a folder's package.json; null where there is none, or none that can be read. */
export async function readPackageJson(folder: string): Promise<Fields | null> {
  const source = await readTextIfExists(join(folder, 'package.json'));
  if (source === null) return null;
  try {
    return asObject(JSON.parse(stripBom(source)));
  } catch {
    return null;
  }
}

async function readFields(root: string): Promise<Fields> {
  const path = join(root, 'package.json');
  if ((await kindOf(path)) !== 'file') throw missingManifest(root);
  const bytes = await readBytes(path).catch((error: unknown) => {
    throw mayNotRead('package.json', error);
  });
  let value: unknown;
  try {
    value = JSON.parse(stripBom(bytes.toString()));
  } catch {
    throw await brokenManifest(bytes);
  }
  const fields = asObject(value);
  if (!fields) throw new UserError('package.json is not an object', 'It has to begin with { and hold at least a name.');
  return fields;
}

function missingManifest(folder: string): UserError {
  return new UserError(`No package.json in ${folder}`, 'Run this in the folder of a Node.js project, or name it.');
}

/** Reads node_modules/<name>/package.json upwards, as Node.js resolves: `exports` may hide the file from require. */
async function installedPackages(root: string, names: string[]): Promise<Pick<Manifest, 'installed' | 'pinned'>> {
  const stores: string[] = [];
  for (const folder of foldersUpwards(root)) {
    const store = join(folder, 'node_modules');
    if ((await kindOf(store)) === 'folder') stores.push(store);
  }
  const found = await Promise.all(names.map(async (name) => [name, await installedPackage(stores, name)] as const));
  const versions = found.map(([name, fields]) => [name, text(fields?.['version'])] as const);
  const asked = found.flatMap(([, fields]) => Object.entries(strings(fields?.['dependencies'])));
  return {
    installed: Object.fromEntries(versions.filter((entry): entry is [string, string] => entry[1] !== null)),
    pinned: Object.fromEntries(asked.filter(([, range]) => /^\d+\.\d+\.\d+$/.test(range))),
  };
}

async function installedPackage(stores: string[], name: string): Promise<Fields | null> {
  for (const store of stores) {
    const fields = await readPackageJson(join(store, name));
    if (fields) return fields;
  }
  return null;
}

function asObject(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function strings(value: unknown): Record<string, string> {
  const entries = Object.entries(asObject(value) ?? {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
