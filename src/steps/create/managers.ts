import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { versions } from '../../measures/supply-chain/audit';
import type { PackageManagerName } from '../../types';
import type { NewApp } from './new-app';

/** How a package manager is used in a new app and in its Dockerfile. */
export interface ManagerUse {
  /** As seen from the app. */
  lockfile: string;
  /** Of the `packageManager` field, which Corepack reads; null where there is none. */
  field: string | null;
  /** Puts it into an image of Node.js; null where it is there. */
  setup: string | null;
  /** Installs exactly what the lockfile says. */
  ci: string;
  /** Takes out what only development needs. */
  prune: string;
  /** Runs a script: `npm run build`, `yarn build`. */
  run: string;
  /** Settings of its own in the new app, by file name. */
  files: Record<string, string>;
}

const yarnClassic = (version: string | null): boolean => version !== null && version.startsWith('1.');

/** The use of the version on this machine; where there is none, of the one that the workflow runs. */
export function managerUse(app: NewApp): ManagerUse {
  const use = useAlone(app);
  // Lockfile and settings of a workspace are at its root.
  return app.home ? { ...use, field: null, files: {}, lockfile: `${app.home.up}/${use.lockfile}` } : use;
}

function useAlone({ packageManager, packageManagerVersion: version }: NewApp): ManagerUse {
  const uses: Record<PackageManagerName, () => ManagerUse> = {
    npm: () => ({ ...npm }),
    pnpm: () => ({ ...pnpm, field: `pnpm@${version ?? versions.pnpm}` }),
    yarn: () => (yarnClassic(version) ? { ...yarn1 } : { ...yarn, field: `yarn@${version ?? versions.yarn}` }),
    bun: () => ({ ...bun, setup: `npm install --global bun@${version ?? versions.bun}` }),
  };
  return uses[packageManager]();
}

const npm: ManagerUse = {
  lockfile: 'package-lock.json',
  field: null,
  setup: null,
  ci: 'npm ci',
  prune: 'npm prune --omit=dev',
  run: 'npm run',
  files: {},
};

const pnpm: ManagerUse = {
  lockfile: 'pnpm-lock.yaml',
  field: null,
  setup: 'corepack enable',
  ci: 'pnpm install --frozen-lockfile',
  prune: 'CI=true pnpm prune --prod',
  run: 'pnpm run',
  files: {
    // Without a word on it pnpm ends with an error where a package has an install script.
    'pnpm-workspace.yaml':
      '# Packages whose install scripts may run. esbuild works without its own.\nallowBuilds:\n  esbuild: false\n',
  },
};

const yarn1: ManagerUse = {
  lockfile: 'yarn.lock',
  field: null,
  setup: null,
  ci: 'yarn install --frozen-lockfile',
  prune: 'yarn install --frozen-lockfile --production',
  run: 'yarn run',
  files: {},
};

const yarn: ManagerUse = {
  lockfile: 'yarn.lock',
  field: null,
  setup: 'corepack enable',
  ci: 'yarn install --immutable',
  prune: 'yarn workspaces focus --production',
  run: 'yarn run',
  files: {
    // The folder that other tools know.
    '.yarnrc.yml': 'nodeLinker: node-modules\n',
    // Says that the project begins here, whatever the folders above hold.
    'yarn.lock': '',
  },
};

const bun: ManagerUse = {
  lockfile: 'bun.lock',
  field: null,
  setup: null,
  ci: 'bun install --frozen-lockfile',
  prune: 'rm -rf node_modules && bun install --frozen-lockfile --production',
  run: 'bun run',
  files: {},
};

/**
 * The version of a package manager on this machine; null where it is not there. It is asked in a folder of its own:
 * `yarnPath`, or the `packageManager` field, of the folder that somebody stands in would have something else run or
 * fetched.
 */
export async function installedManager(name: PackageManagerName): Promise<string | null> {
  const cwd = await mkdtemp(join(tmpdir(), 'tempered-version-'));
  try {
    const env = { COREPACK_ENABLE_DOWNLOAD_PROMPT: '0', COREPACK_ENABLE_PROJECT_SPEC: '0' };
    const { exitCode, stdout } = await execa(name, ['--version'], { cwd, env, reject: false, stdin: 'ignore' });
    return exitCode === 0 ? (/\d+\.\d+\.\d+[\w.+-]*/.exec(stdout)?.[0] ?? null) : null;
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

/** The one that runs `npx`, `pnpm dlx` and the like, by what it says of itself; npm otherwise. */
export function callingManager(env: Record<string, string | undefined>): PackageManagerName {
  const name = /^\w+/.exec(env['npm_config_user_agent'] ?? '')?.[0] ?? '';
  return name === 'pnpm' || name === 'yarn' || name === 'bun' ? name : 'npm';
}
