import type { PackageManager } from '../../types';

/** How the dependencies of one package manager are audited in CI. */
export type Audit = {
  /** Exits 1 both for a finding and for a broken registry; `--json` is added to it. */
  command: string;
  /** In the output where there was a report, so that a finding can be told from a dead registry. */
  evidence: string;
  env: Record<string, string>;
  /** What has to run first, and why. */
  prepare?: string;
  why?: string;
  /** Dependabot's name for it. */
  ecosystem: 'npm' | 'bun';
  /** What lints the lockfile: a command on one line, or a script. */
  lint?: string | string[];
};

/** Exact versions that the workflow runs by npx: seen to work against a registry that has, has no, and gives no advisories. */
export const versions = { pnpm: '12.21.0', yarn: '4.18.1', bun: '1.4.5', lockfileLint: '5.0.1', secretlint: '12.0.0' };

const npmAudit = {
  command: 'npm audit --audit-level=high',
  evidence: '"auditReportVersion"',
  env: {},
  ecosystem: 'npm',
} as const;
const lockfileLint = (options: string): string => `npx --yes lockfile-lint@${versions.lockfileLint} ${options}`;
const publicRegistry = '--allowed-hosts npm yarn --validate-https --validate-integrity';

/** lockfile-lint knows those of npm and Yarn only. In the others, what comes from elsewhere stands out by its address. */
const elsewhere = (lockfile: string, address: string): string[] => [
  `if grep -nE '${address}' ${lockfile} | grep -vE '(tarball: |\\["[^"]+", ")https://registry\\.npmjs\\.org/'; then`,
  "  echo '::error::A package of the lockfile does not come from the public registry.'",
  '  exit 1',
  'fi',
];

const audits: Record<'npm' | 'pnpm' | 'yarn' | 'yarn1' | 'bun', Audit> = {
  npm: { ...npmAudit, lint: lockfileLint(`--path package-lock.json --type npm ${publicRegistry}`) },
  yarn1: {
    ...npmAudit,
    prepare: 'npm install --package-lock-only --ignore-scripts --no-audit --no-fund',
    why: 'Yarn 1 asks an endpoint that the registry has retired; npm takes the versions from yarn.lock.',
    lint: lockfileLint(`--path yarn.lock --type yarn ${publicRegistry}`),
  },
  yarn: {
    command: `npx --yes -p @yarnpkg/cli-dist@${versions.yarn} yarn npm audit --all --recursive --severity high`,
    evidence: '^{"value"',
    env: {},
    ecosystem: 'npm',
    lint: lockfileLint('--path yarn.lock --type yarn --allowed-schemes npm: workspace: patch:'),
  },
  pnpm: {
    // pnpm 10 and older ask an endpoint that the registry has retired; 12 reads their lockfiles.
    command: `npx --yes pnpm@${versions.pnpm} audit --audit-level high`,
    evidence: '"advisories"',
    // Otherwise it would fetch and run the older version that package.json names.
    env: { pnpm_config_pm_on_fail: 'ignore' },
    ecosystem: 'npm',
    lint: elsewhere('pnpm-lock.yaml', 'tarball: |type: git'),
  },
  bun: {
    // bun's own install script puts its binary in place.
    command: `npx --yes --ignore-scripts=false bun@${versions.bun} audit --audit-level=high`,
    evidence: '^{',
    env: {},
    ecosystem: 'bun',
    lint: elsewhere('bun.lock', String.raw`\["[^"]+@(git\+|github:|https?:)|^ +"[^"]+": \["[^"]+", "http`),
  },
};

/** Yarn without a `packageManager` field is taken for Yarn 1: Yarn 2 and later write the field. */
export function auditOf({ name, version }: Pick<PackageManager, 'name' | 'version'>): Audit {
  const major = Number.parseInt(version ?? '1', 10);
  return audits[name === 'yarn' && !(major >= 2) ? 'yarn1' : name];
}
