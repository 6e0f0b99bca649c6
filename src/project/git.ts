import { spawnSync } from 'node:child_process';

/**
 * How git is run in a project, always with these options. Whoever made a repository may have written into its
 * configuration what to start: a file system monitor, hooks. Git is not to start them.
 */
export const GIT_OPTIONS = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/** What a hook's environment says of the repository that it belongs to; a project is always found by its folder. */
const OF_A_HOOK = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
];

/** What a partial clone lacks is not fetched: the repository would say from where, and with what program. */
const NOTHING_FETCHED = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '', GIT_TERMINAL_PROMPT: '0' };

/** The environment of git where it only looks: its messages as we know them, and no lock on what it looks at. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const unset = Object.fromEntries(OF_A_HOOK.map((name) => [name, undefined]));
  return { ...process.env, ...unset, ...NOTHING_FETCHED, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
}

/**
 * Switches off the filters that the repository itself configures (`filter.x.clean`): asked for its status, git runs them
 * over files that look changed. Those of the user and of the machine stay.
 */
export function withoutOwnFilters(root: string): Record<string, string> {
  const names = ['--local', '--worktree'].flatMap((scope) => filterNames(root, scope));
  const settings = [...new Set(names)].flatMap((name) => [
    ...['clean', 'smudge', 'process'].map((key) => [`${name}.${key}`, ''] as const),
    [`${name}.required`, 'false'] as const,
  ]);
  const pairs = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(pairs) };
}

/** `filter.x`, from files that they include as well. */
function filterNames(root: string, scope: string): string[] {
  const args = ['config', scope, '--includes', '--null', '--name-only', '--get-regexp', '^filter[.]'];
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8', env: gitEnvironment() });
  if (status !== 0) return [];
  return stdout.split('\0').flatMap((key) => /^(filter\..*)\.[^.]+$/s.exec(key)?.[1] ?? []);
}
