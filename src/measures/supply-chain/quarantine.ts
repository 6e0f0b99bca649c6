import type { Edit, Project } from '../../types';

const WHY = '# No version of a package before it is a week old: malicious ones are mostly found within days.';

/** A file of settings, and the lines that say so there; each package manager counts in a unit of its own. */
type Setting = { file: string; key: string; lines: string[] };

const SETTINGS: Record<'npm' | 'pnpm' | 'yarn' | 'bun', Setting> = {
  // Days. Older versions of npm do not know it, and take no notice.
  npm: { file: '.npmrc', key: 'min-release-age', lines: ['min-release-age=7'] },
  // Minutes.
  pnpm: { file: 'pnpm-workspace.yaml', key: 'minimumReleaseAge', lines: ['minimumReleaseAge: 10080'] },
  yarn: { file: '.yarnrc.yml', key: 'npmMinimalAgeGate', lines: ['npmMinimalAgeGate: 10080'] },
  // Seconds.
  bun: { file: 'bunfig.toml', key: 'minimumReleaseAge', lines: ['[install]', 'minimumReleaseAge = 604800'] },
};

/** Whether the package manager can be told to wait: older versions of pnpm and Yarn fail for settings they do not know. */
export function canWait({ packageManager, root, repository }: Project): boolean {
  const { name, version, workspaceRoot } = packageManager;
  if (workspaceRoot !== root) return false;
  if (name === 'pnpm') return isAtLeast(version, 10, 16);
  if (name === 'yarn') return isAtLeast(version, 4, 10);
  // In a file that is there, a second table of that name would break it.
  return name === 'npm' || !repository.files.includes('bunfig.toml');
}

/** Of an unknown version nothing is known. */
function isAtLeast(version: string | null, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = (version ?? '').split('.').map((part) => Number.parseInt(part, 10));
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

/** Has the package manager wait a week before it takes a new version. */
export function waiting(project: Project): Edit[] {
  if (!canWait(project)) return [];
  const { file, key, lines } = SETTINGS[project.packageManager.name];
  return [{ measure: 'supply-chain', kind: 'lines', file, lines: [WHY, ...lines].map((text) => ({ text, key })) }];
}
