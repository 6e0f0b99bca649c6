import { join } from 'node:path';
import type { LintedFile } from '../types';
import { readTextSync } from './read';
import { isSource } from './scan/left-out';
import { LARGEST } from './unreadable';

/** What Yarn brings along, which nobody lints. */
const INSTALLED = /(^|\/)(\.yarn\/|\.pnp\.)/;

/** Of the files of a package those that a linter looks at: it leaves out neither tests nor generated code. */
export const lintedFiles = (root: string, files: readonly string[]): LintedFile[] =>
  files.flatMap((path) => {
    if (INSTALLED.test(path)) return [];
    if (isSource(path)) return { path, read: () => readIfThere(join(root, path)) };
    return /\.(vue|svelte|astro)$/.test(path) ? { path, read: () => null } : [];
  });

function readIfThere(path: string): string | null {
  try {
    const text = readTextSync(path);
    return text.length <= LARGEST ? text : null;
  } catch {
    return null;
  }
}
