/** A command as it is started under control: what its environment adds for the preload, and for a shell to keep it. */
import { createRequire } from 'node:module';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BootOptions } from './boot';
import type { Channel } from './channel';
import { childEnvironment } from './child-environment';

const preload = (name: string): string => fileURLToPath(new URL(`preload/${name}.cjs`, import.meta.url));

/** What is missing is not fetched: npx would ask a registry that it cannot reach, for minutes. */
const OFFLINE = { npm_config_offline: 'true', npm_config_yes: 'false' };

/** By what the processes of one start are found again. */
export interface Traces {
  /** For its temporary files. */
  folder: string;
  /** Text that stands in the environment of all of them. */
  mark: string;
}

/** The arguments and the environment of the start command. */
export function controlled(
  { start, root, allowNetwork, hideEnvFiles, envFile, ...options }: BootOptions,
  { port, token }: Channel,
  { folder, mark }: Traces,
  /** Absolute paths of those that are known. */
  hidden: string[],
): { args: string[]; env: Record<string, string> } {
  const own: Record<string, string> = { ...options.env, ...start.env };
  // In NODE_OPTIONS, double quotes keep spaces together, and a backslash keeps either.
  const ours = `--require "${preload('index').replace(/["\\]/g, '\\$&')}"`;
  const env = {
    ...childEnvironment(process.env, [start.command, ...start.args]),
    ...(allowNetwork ? {} : OFFLINE),
    ...Object.fromEntries(['TMPDIR', 'TEMP', 'TMP'].map((name) => [name, folder])),
    ...withoutAccounts(folder),
    ...own,
    NODE_OPTIONS: `${ours} ${own['NODE_OPTIONS'] ?? ''}`.trim(),
    TEMPERED_NODE_OPTIONS: ours,
  };
  const about = { network: allowNetwork, hide: hideEnvFiles, envFile, envFiles: hidden, given: env };
  const settings = JSON.stringify({ port, token, mark, folder, root, ...about });
  return { args: shellArguments(start.command, start.args), env: { ...env, TEMPERED_BOOT: settings } };
}

/** What clients of clouds and clusters find below HOME by themselves are the accounts of whoever runs tempered. */
const withoutAccounts = (folder: string): Record<string, string> => ({
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_CONFIG_FILE: devNull,
  CLOUDSDK_CONFIG: join(folder, 'gcloud'),
  AZURE_CONFIG_DIR: join(folder, 'azure'),
  KUBECONFIG: join(folder, 'kubeconfig'),
  DOCKER_CONFIG: join(folder, 'docker'),
});

/** Where the command is a shell, what the preload does to those that the app starts. */
function shellArguments(command: string, args: string[]): string[] {
  const children = createRequire(import.meta.url)(preload('children')) as {
    shellArguments(file: string, args: string[]): string[];
  };
  return children.shellArguments(command, args);
}
