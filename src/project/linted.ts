import { join } from 'node:path';
import { readTextSync } from './read';
import { isSource } from './scan/left-out';
import { listFiles } from './scan/list';
import { LARGEST } from './unreadable';

/** What Yarn brings along, which nobody lints. */
const INSTALLED = /(^|\/)(\.yarn\/|\.pnp\.)/;

/**
 * Every source file of the package, one after the other: a linter leaves out neither tests nor generated code. The text is
 * null where it cannot be looked at: it is too large, or holds scripts in a language of its own.
 */
export function* lintedFiles(root: string, isWorkTree: boolean): Generator<{ path: string; text: string | null }> {
  for (const path of listFiles(root, isWorkTree).filter((each) => !INSTALLED.test(each))) {
    if (isSource(path)) yield { path, text: readIfThere(join(root, path)) };
    else if (/\.(vue|svelte|astro)$/.test(path)) yield { path, text: null };
  }
}

function readIfThere(path: string): string | null {
  try {
    const text = readTextSync(path);
    return text.length <= LARGEST ? text : null;
  } catch {
    return null;
  }
}
