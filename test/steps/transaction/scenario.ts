import { chmod, cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { putFilesBack } from '../../../src/steps/transaction/back';
import type { Files } from '../../../src/steps/transaction/files';
import { findInterrupted, findLastRun, finishRun, resume } from '../../../src/steps/transaction/recover';
import { beginRun } from '../../../src/steps/transaction/begin';
import { beginInstall, closeRun, forgetRun, settleRun, writeFiles } from '../../../src/steps/transaction/run';
import type { StoredRun } from '../../../src/steps/transaction/runs';
import type { FileChange } from '../../../src/types';
import { counting, killedAt } from '../../support/faults';
import { treeOf } from '../../support/tree';
import { temporaryFolder } from '../../temporary';

const files: Record<string, string> = {
  'package.json': '{\n  "name": "shop"\n}\n',
  'package-lock.json': '{ "lockfileVersion": 3 }\n',
  'bin/www': '#!/usr/bin/env node\r\nstart();\r\n',
  'src/app.js': '\uFEFFconst app = 1;\n',
  'src/real.js': 'real\n',
  'old/deep/base.js': 'base\n',
  'old/keep/.gitkeep': '',
  'gone/only.js': 'only\n',
};
export const changes: FileChange[] = [
  change('package.json', '{\n  "name": "shop",\n  "dependencies": {}\n}\n'),
  change('bin/www', '#!/usr/bin/env node\r\nsecure();\r\nstart();\r\n'),
  change('src/app.js', '\uFEFFsecure();\nconst app = 1;\n'),
  { file: 'linked.js', before: 'real\n', after: 'real, and more\n', measures: [] },
  change('old/deep/base.js', null),
  change('gone/only.js', null),
  change('src/security/index.js', 'export {};\n'),
  change('.tempered/base/src/security/index.js', 'export {};\n'),
  change('.tempered/record.json', '{}\n'),
];

function change(file: string, after: string | null): FileChange {
  return { file, before: files[file] ?? null, after, measures: [] };
}

/** Where the undo data is kept: inside git's own folder, or beside the record. */
export type Kind = 'with git' | 'without git';

/** A project with modes, links and folders to lose, and the trees that may be there once a command has looked after it. */
export async function scenario(kind: Kind) {
  const template = await temporaryFolder(files);
  await chmod(join(template, 'bin/www'), 0o751);
  await chmod(join(template, 'src/app.js'), 0o600);
  await chmod(join(template, 'gone'), 0o700);
  await symlink('src/real.js', join(template, 'linked.js'));
  if (kind === 'with git') await mkdir(join(template, '.git'));
  const before = await treeOf(template);
  const work = await temporaryFolder();
  const root = join(work, 'project');
  const reset = async (): Promise<string> => {
    await rm(root, { recursive: true, force: true });
    await cp(template, root, { recursive: true, verbatimSymlinks: true });
    return root;
  };
  const all = counting();
  await harden(await reset(), all.files);
  const installed = await treeOf(root, SKIPPED);
  await harden(await reset(), counting().files, false);
  const completed = [await treeOf(root, SKIPPED), installed];
  return { reset, before, completed, steps: all.steps() };
}

const SKIPPED = ['.git', '.tempered/undo'];

/** A whole run, as the command does it. */
export async function harden(root: string, on: Files, installs = true): Promise<void> {
  const packages = { manager: 'npm' as const, workspaceRoot: root };
  const run = await beginRun({ root, changes, command: 'harden', packages, files: on });
  try {
    await writeFiles(run);
    if (installs) {
      await beginInstall(run);
      await install(root);
    }
    await settleRun(run, installs);
  } finally {
    await closeRun(run);
  }
}

/** What a package manager leaves: a lockfile, and its own name in package.json. */
async function install(root: string): Promise<void> {
  await writeFile(join(root, 'package-lock.json'), '{ "lockfileVersion": 3, "packages": {} }\n');
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as object;
  await writeFile(join(root, 'package.json'), JSON.stringify({ ...manifest, packageManager: 'npm@11.0.0' }));
}

/** `tempered undo`, and what a command does with --yes. */
export async function rollBack(root: string, on: Files): Promise<void> {
  const found = await findInterrupted(root, on);
  const run = found?.run ?? (await findLastRun(root, on));
  if (run) await resume(run, putBack);
}

/** What a command does where the user wants the run finished. */
export async function finish(root: string, on: Files): Promise<void> {
  const found = await findInterrupted(root, on);
  if (found) await resume(found.run, (run) => (run.state === 'undoing' ? putBack(run) : finishRun(run)));
}

async function putBack(run: StoredRun): Promise<void> {
  await putFilesBack(run, 'refuse');
  await forgetRun(run);
}

/** Does a piece of work that is killed at its n-th operation; false where it came to its end before. */
export async function kill(
  n: number,
  when: 'before' | 'amid',
  work: (on: Files) => Promise<unknown>,
): Promise<boolean> {
  const { files: on, isDead } = killedAt(n, when);
  await work(on).catch((error: unknown) => {
    if (!isDead()) throw error;
  });
  return isDead();
}
