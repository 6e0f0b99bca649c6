import type { Answers, Edit, Line, Project } from '../../types';

type Manager = Project['packageManager']['name'];

/** A setting of a package manager: its file, the lines with their reason, and whether it can be written here. */
interface Setting {
  file: string;
  key: string;
  lines: string[];
  fits(project: Project): boolean;
}

const WEEK = '# No version of a package before it is a week old: malicious ones are mostly found within days.';

/** Each package manager counts in a unit of its own. Older versions of pnpm and Yarn fail for settings they do not know. */
const WAITING: Record<Manager, Setting> = {
  npm: { file: '.npmrc', key: 'min-release-age', lines: [WEEK, 'min-release-age=7'], fits: () => true },
  pnpm: {
    file: 'pnpm-workspace.yaml',
    key: 'minimumReleaseAge',
    lines: [WEEK, 'minimumReleaseAge: 10080'],
    fits: ({ packageManager }) => isAtLeast(packageManager.version, 10, 16),
  },
  yarn: {
    file: '.yarnrc.yml',
    key: 'npmMinimalAgeGate',
    lines: [WEEK, 'npmMinimalAgeGate: 10080'],
    fits: ({ packageManager }) => isAtLeast(packageManager.version, 4, 10),
  },
  bun: {
    file: 'bunfig.toml',
    key: 'minimumReleaseAge',
    lines: [WEEK, '[install]', 'minimumReleaseAge = 604800'],
    // In a file that is there, a second table of that name would break it.
    fits: ({ repository }) => !repository.files.includes('bunfig.toml'),
  },
};

/** What is taken from the registry already stays so. Yarn 4.18 and bun need no telling, or know of no such setting. */
const SOURCES: Partial<Record<Manager, Setting[]>> = {
  npm: [
    {
      file: '.npmrc',
      key: 'allow-git',
      lines: [
        '# No package of a git repository: its build may run scripts of its own, and no audit knows it. The default of npm 12;',
        '# npm before 11.10 takes no notice, or warns.',
        'allow-git=none',
      ],
      fits: fromRegistry,
    },
    {
      file: '.npmrc',
      key: 'allow-remote',
      lines: ['# No package of an address: what it serves may be another one tomorrow.', 'allow-remote=none'],
      fits: fromRegistry,
    },
  ],
  pnpm: [
    {
      file: 'pnpm-workspace.yaml',
      key: 'blockExoticSubdeps',
      lines: [
        '# No dependency of a dependency from git or an address: no audit knows those, and they change unseen.',
        'blockExoticSubdeps: true',
      ],
      fits: (project) => fromRegistry(project) && isAtLeast(project.packageManager.version, 10, 26),
    },
  ],
};

const ADDRESS = /^(?:git|https?:|github:|gitlab:|bitbucket:|gist:|[\w.-]+\/)/;

/** Nothing that an install needs today is refused. Without a lockfile, what package.json names has to do. */
function fromRegistry({ packageManager, manifest }: Project): boolean {
  const ranges = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
  return !(packageManager.elsewhere ?? ranges.some((range) => ADDRESS.test(range)));
}

/** The settings of the package manager that break no install, and the wait for those who asked for it. */
export function settings(project: Project, answers: Answers): Edit[] {
  const { name, workspaceRoot } = project.packageManager;
  if (workspaceRoot !== project.root) return [];
  const waiting = answers['supply-chain.quarantine'] === true ? [WAITING[name]] : [];
  return [...(SOURCES[name] ?? []), ...waiting]
    .filter(({ fits }) => fits(project))
    .map((setting) => ({ measure: 'supply-chain', kind: 'lines', ...linesOf(setting) }));
}

/** What takes them out again, whichever of them were asked for. */
export function settingsRemoval({ root, packageManager: { name, workspaceRoot } }: Project): Edit[] {
  if (workspaceRoot !== root) return [];
  return [...(SOURCES[name] ?? []), WAITING[name]].map((setting) => ({
    measure: 'supply-chain',
    kind: 'without-lines',
    // What the user has put into a table needs its head.
    ...linesOf({ ...setting, lines: setting.lines.filter((line) => !line.startsWith('[')) }),
  }));
}

const linesOf = ({ file, key, lines }: Setting): { file: string; lines: Line[] } => ({
  file,
  lines: lines.map((text) => ({ text, key })),
});

/** Of an unknown version nothing is known. */
function isAtLeast(version: string | null, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = (version ?? '').split('.').map((part) => Number.parseInt(part, 10));
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
