import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdir, mkdtemp, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse as parseCode } from '@babel/parser';
import { parse as parseYaml } from 'yaml';
import { walk } from '../../codemods/lib/walk';
import { detectForAudit } from '../../src/commands/detect';
import { UserError } from '../../src/errors';
import { measures } from '../../src/measures/index';
import { applyChanges } from '../../src/steps/apply';
import { type Choices, decide } from '../../src/steps/ask';
import { runAudit } from '../../src/steps/audit';
import { complete } from '../../src/steps/complete';
import type { ChangeSet, Project } from '../../src/types';
import { readFolder, writeFiles } from '../temporary';
import type { Mutant, Odd } from './mutate';
import { versionsOfTemplates } from './versions';

/** How a case ended: refused with a sentence and a hint, or with a change set that was applied. */
export type Outcome = 'refused' | 'nothing to do' | 'changed';

export const everything: Choices = { only: [], skip: [], set: [], fix: ['all'] };

/** The whole way for one project, in a folder of its own with a folder beside it that nothing may touch. */
export async function runProject(mutant: Mutant): Promise<Outcome> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tempered fuzz ')));
  const pipes = mutant.odd.filter(({ kind }) => kind === 'pipe').map(({ path }) => join(folder, 'project', path));
  try {
    const root = join(folder, 'project');
    await writeFiles(folder, {
      'outside/kept.js': 'module.exports = 1;\n',
      'outside/package.json': '{}',
      'project/': '',
    });
    await write(root, mutant);
    const outside = await readFolder(join(folder, 'outside'));
    const outcome = await harden(root).catch(refused);
    if (JSON.stringify(await readFolder(join(folder, 'outside'))) !== JSON.stringify(outside))
      throw new Error('Something outside of the project was written.');
    return outcome;
  } finally {
    pipes.forEach(release);
    await rm(folder, { recursive: true, force: true });
  }
}

const refused = (error: unknown): Outcome => {
  if (error instanceof UserError) return 'refused';
  throw error;
};

async function harden(root: string): Promise<Outcome> {
  const project = await detectForAudit(root, { only: [], skip: [] });
  const changes = await stageAll(project, everything);
  await applyChanges(root, changes);
  return changes.length > 0 ? 'changed' : 'nothing to do';
}

/** From the audit to the change set, which is looked at; without an app there is none. */
export async function stageAll(project: Project, choices: Choices): Promise<ChangeSet['changes']> {
  const { findings, notes } = runAudit(project, measures);
  const fault = notes.find((note) => note.includes('fault of tempered'));
  if (fault) throw new Error(fault);
  if (project.withoutApp !== null) return [];
  const decision = await decide(project, measures, findings, choices, null);
  const changeSet = await complete(project, decision, findings, '0.1.0');
  checkChanges(changeSet);
  return changeSet.changes;
}

/** Every file is one of the project, and what was readable still is; nothing of a stranger's has become code. */
export function checkChanges({ changes, dependencies }: ChangeSet): void {
  for (const { file, before, after } of changes) {
    const parts = file.split('/');
    if (parts.includes('..') || parts[0] === '' || parts[0] === '.git' || file.includes('\0'))
      throw new Error(`A change of ${JSON.stringify(file)}`);
    if (after !== null) checkText(file, before, after);
  }
  for (const { name, range } of dependencies)
    if (!versionsOfTemplates(name).includes(range)) throw new Error(`${name}@${range} is not of templates/versions.`);
}

export function checkText(file: string, before: string | null, after: string): void {
  if (file.endsWith('package.json') || file === '.tempered/record.json') JSON.parse(after.replace(/^\uFEFF/, ''));
  if (/\.ya?ml$/.test(file)) parseYaml(after);
  if (file === '.env.example' && before === null)
    for (const line of after.split('\n'))
      if (!/^(# .*|#|[A-Za-z_]\w*=.*|)$/.test(line)) throw new Error(`A line of ${file}: ${line}`);
  const had = before === null ? 0 : pwnedBefore(file, before);
  if (had !== null && /\.[cm]?[jt]s$/.test(file) && pwned(file, after) > had)
    throw new Error(`Text has become code in ${file}:\n${after}`);
}

/** The same of what was there before; null where nothing was readable: types in a file of JavaScript, say. */
function pwnedBefore(file: string, text: string): number | null {
  try {
    return /\.[cm]?[jt]s$/.test(file) ? pwned(file, text) : null;
  } catch {
    return null;
  }
}

/** How often the name stands in the code as a name. @throws where it does not parse. */
function pwned(file: string, text: string): number {
  const typed = /\.[cm]?ts$/.test(file);
  const ast = parseCode(text, {
    sourceType: 'unambiguous',
    errorRecovery: true,
    allowReturnOutsideFunction: true,
    plugins: typed ? ['typescript', 'decorators-legacy'] : ['jsx', 'decorators-legacy'],
  });
  let count = 0;
  walk(ast.program as never, (node) => {
    if (node.type === 'Identifier' && node.name === 'PWNED') count += 1;
  });
  return count;
}

async function write(root: string, { files, odd }: Mutant): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    // A file may stand where another one needs a folder.
    await writeFiles(root, { [path]: content }).catch(ignoreClash);
  }
  for (const each of odd) await make(root, each);
}

const ignoreClash = (error: NodeJS.ErrnoException): void => {
  if (!['ENOTDIR', 'EEXIST', 'EISDIR', 'ENAMETOOLONG', 'ELOOP', 'ENOENT'].includes(error.code ?? '')) throw error;
};

async function make(root: string, { path, kind, target = '' }: Odd): Promise<void> {
  const at = join(root, path);
  if (!at.startsWith(`${root}/`) || (await isLinked(root, path))) return;
  await rm(at, { recursive: true, force: true }).catch(ignoreClash);
  await mkdir(dirname(at), { recursive: true }).catch(ignoreClash);
  if (kind === 'folder') await mkdir(at, { recursive: true }).catch(ignoreClash);
  if (kind === 'link') await symlink(target, at).catch(ignoreClash);
  if (kind === 'pipe') execFileSync('mkfifo', [at], { stdio: 'ignore' });
}

/** Whether the place lies behind a link of an earlier mutation, which may lead out. */
async function isLinked(root: string, path: string): Promise<boolean> {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder))
    if (await readlink(join(root, folder)).catch(() => null)) return true;
  return false;
}

/** Whoever waits for the pipe goes on. */
function release(path: string): void {
  try {
    closeSync(openSync(path, constants.O_RDWR | constants.O_NONBLOCK));
  } catch {
    // It was not made, or is gone.
  }
}
