/**
 * How git is run in a project, always with these options. A repository's own configuration may name a program to run as
 * file system monitor; git is not to start it.
 */
export const GIT_OPTIONS = ['-c', 'core.fsmonitor=false'];

/** What a hook's environment says of the repository that it belongs to; a project is always found by its folder. */
const OF_A_HOOK = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
];

/** The environment of git where it only looks: its messages as we know them, and no lock on what it looks at. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const unset = Object.fromEntries(OF_A_HOOK.map((name) => [name, undefined]));
  return { ...process.env, ...unset, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
}
