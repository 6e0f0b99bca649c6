import { mkdir } from 'node:fs/promises';
import { basename, relative, resolve } from 'node:path';
import { UserError } from '../errors';
import { frameworkOf } from '../frameworks/index';
import { measures } from '../measures/index';
import { unifiedDiff } from '../report/diff';
import { changeSetDocument } from '../report/json';
import { listed } from '../report/listed';
import { applyChanges } from '../steps/apply';
import { decide } from '../steps/ask';
import { buildScripts } from '../steps/create/build-scripts';
import { envFile } from '../steps/create/env-file';
import { type Hardened, hardenNew } from '../steps/create/harden-new';
import { managerUse } from '../steps/create/managers';
import type { NewApp } from '../steps/create/new-app';
import { checkTarget } from '../steps/create/target';
import { besideHome } from '../steps/create/workspace';
import type { FileChange } from '../types';
import type { Asker } from '../ui/asker';
import { createProgress } from '../ui/progress';
import { createScreen, inLines, type Io, isInteractive } from '../ui/screen';
import { tool } from '../version';
import { chooseApp } from './create-choices';
import { cancelledWithFiles, finish } from './create-finish';
import { ofPackage } from './detect';
import { untilInterrupted } from './interrupt';
import type { CreateOptions } from './options';
import { recover } from './recovery';

/** What was never in a change set: it is the machine's own. */
const ENV_FILE = '.env';

/** Makes a new app: asks, renders, hardens, writes, installs, commits and tests. Returns the exit code. */
export async function create(directory: string | undefined, options: CreateOptions, io: Io): Promise<number> {
  const asker = await askerFor(options, io);
  const screen = createScreen(asker ? io.stdout : io.stderr, io.env);
  const { app, root } = await chooseApp(directory, options, asker, io.env);
  await recover(root, options, io);
  // Before anything is asked that would be in vain.
  await checkTarget(root, ['package.json']);
  // What is about a whole workspace is left to its root.
  const offered = app.home ? measures.map(ofPackage) : measures;
  const hardened = await hardenNew(app, root, tool.version, offered, (project, findings) =>
    decide(project, offered, findings, { ...options, fix: [], fresh: true }, asker),
  );
  await checkTarget(root, taken(app, hardened));
  const settings = await buildScripts(app);
  if (options.dryRun) return preview(hardened, settings, options, io);
  const beside = await besideHome(root);
  if (!options.quiet || asker) screen.write(describe(app, root, hardened) + describeSettings(settings));
  if (beside && asker) screen.write(inLines(screen, `Note: ${beside}`));
  if (asker && !(await asker.confirm('Make this app?', true)))
    throw new UserError('Cancelled', 'Nothing was written.', 130);
  // Ctrl-C waits until all is written, or nothing.
  await untilInterrupted(async () => {
    await mkdir(root, { recursive: true });
    await applyChanges(root, withEnvFile(hardened));
    if (app.home && settings) await applyChanges(app.home.root, [settings]);
  }).catch(describeWritten);
  return finish({ app, root, hardened, beside, options, screen, progress: createProgress(io, options) });
}

/** What it comes to where it was cancelled while the files were written, and so after that. */
function describeWritten(error: unknown): never {
  if (error instanceof UserError && error.exitCode === 130) throw cancelledWithFiles();
  throw error;
}

/** Null where nothing may be asked. UserError 2 without a terminal, unless the flags say everything. */
async function askerFor({ yes, dryRun }: CreateOptions, io: Io): Promise<Asker | null> {
  if (yes || (dryRun && !isInteractive(io))) return null;
  const { createAsker } = await import('../ui/prompts');
  return createAsker(io);
}

/** Every path that is written, by us or by the package manager. */
const taken = (app: NewApp, { changeSet }: Hardened): string[] => [
  ...changeSet.changes.map(({ file }) => file),
  ENV_FILE,
  ...(app.home ? [] : [managerUse(app).lockfile]),
  'node_modules',
];

function withEnvFile({ changeSet: { changes } }: Hardened): typeof changes {
  const example = changes.find(({ file }) => file === '.env.example')?.after;
  return typeof example === 'string'
    ? [...changes, { file: ENV_FILE, before: null, after: envFile(example), measures: [] }]
    : changes;
}

function preview({ changeSet }: Hardened, settings: FileChange | null, { format }: CreateOptions, io: Io): number {
  io.stdout.write(
    format === 'json' ? changeSetDocument({ tool, changeSet, applied: false }) : unifiedDiff(changeSet.changes),
  );
  io.stderr.write(`${describeSettings(settings)}A dry run: nothing was written.\n`);
  return 0;
}

/** It lies above the new app, where a diff of its folder does not reach. */
const describeSettings = (settings: FileChange | null): string =>
  settings
    ? `${settings.file} at the root of the workspace gets \`esbuild: false\` below \`allowBuilds\`: pnpm refuses install scripts that it says nothing of, and esbuild works without.\n`
    : '';

function describe(
  { framework, language, packageManager, home }: NewApp,
  root: string,
  { decision, changeSet }: Hardened,
): string {
  const { title } = frameworkOf(framework);
  const first = `${title}, ${language === 'ts' ? 'TypeScript' : 'JavaScript'}, ${packageManager}: ${changeSet.changes.length} files in ${relative('.', resolve(root)) || 'this folder'}`;
  const others = listed([...(home?.names.values() ?? [])], 5);
  const among = home ? `A package of the workspace ${basename(home.root)}${others ? `, beside ${others}` : ''}\n` : '';
  return `${first}\n${among}Measures: ${decision.measures.map(({ id }) => id).join(', ') || 'none'}\n`;
}
