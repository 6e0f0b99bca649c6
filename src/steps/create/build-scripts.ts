import { join } from 'node:path';
import { readTextIfExists } from '../../project/paths';
import type { FileChange } from '../../types';
import type { NewApp } from './new-app';

const FILE = 'pnpm-workspace.yaml';
const SETTING = '# esbuild works without its own install script.\nallowBuilds:\n  esbuild: false\n';

/**
 * From 11 on, pnpm ends with an error where the workspace says nothing of a package with an install script: what its
 * settings have to say of those of a new app. Null where nothing is to be added.
 */
export async function buildScripts({ home, packageManagerVersion }: NewApp): Promise<FileChange | null> {
  if (home?.manager.name !== 'pnpm' || Number.parseInt(packageManagerVersion ?? '', 10) < 11) return null;
  const before = await readTextIfExists(join(home.root, FILE));
  if (before === null || isSaid(await settingsIn(before))) return null;
  const after = /^allowBuilds:[ \t]*\r?\n/m.test(before)
    ? before.replace(/^(allowBuilds:[ \t]*\r?\n)([ \t]+)/m, '$1$2esbuild: false\n$2')
    : `${before.replace(/\n*$/, '\n')}${SETTING}`;
  return isSaid(await settingsIn(after)) ? { file: FILE, before, after, measures: [] } : null;
}

async function settingsIn(text: string): Promise<Record<string, unknown>> {
  const { parse } = await import('../../project/yaml');
  try {
    return (parse(text) as Record<string, unknown> | null) ?? {};
  } catch {
    return {};
  }
}

function isSaid({ allowBuilds, dangerouslyAllowAllBuilds, strictDepBuilds }: Record<string, unknown>): boolean {
  const isListed = typeof allowBuilds === 'object' && allowBuilds !== null && 'esbuild' in allowBuilds;
  return isListed || dangerouslyAllowAllBuilds === true || strictDepBuilds === false;
}
