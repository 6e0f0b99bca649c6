import { posix } from 'node:path';
import type { Project } from '../types';
import { isTop } from './place';

/** Whether the lines of a .gitignore name a file, with `*`; a later `!` takes it back. A pattern without `/` is for every folder. */
export function isIgnored(file: string, gitignore: string): boolean {
  let ignored = false;
  for (const line of gitignore.split(/\r?\n/)) {
    const rooted = line.trim().replace(/^!/, '');
    const pattern = rooted.replace(/^(\*\*)?\//, '');
    if (pattern === '' || pattern.startsWith('#')) continue;
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replace(/\?/g, '.');
    const named = rooted.startsWith('/') || pattern.includes('/') ? file : posix.basename(file);
    if (new RegExp(`^${source}$`).test(named)) ignored = !line.trim().startsWith('!');
  }
  return ignored;
}

/** Whether the plan of `secrets` adds env files to .gitignore: it is the project's own to change, and lacks them. */
export function willBeIgnored(project: Project): boolean {
  const { gitignore } = project.repository;
  const covered = /^\s*\/?(\*\*\/)?\.env(\*|\.\*)?\s*$/m.test(gitignore ?? '');
  return !covered && isTop(project);
}
