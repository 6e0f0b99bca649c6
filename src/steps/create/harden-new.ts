import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rowFor } from '../../frameworks/index';
import { readProject } from '../../project/model';
import type { ChangeSet, Finding, Measure, Project } from '../../types';
import { applyChanges } from '../apply';
import { audit } from '../audit';
import type { Decision } from '../ask';
import { complete } from '../complete';
import { managerUse } from './managers';
import type { NewApp } from './new-app';
import { refined, skeleton } from './skeleton';
import { outerGitRoot } from './target';

const WORKFLOW = '.github/workflows/security.yml';

/** A new app as it is to be written: every file is new. */
export interface Hardened {
  changeSet: ChangeSet;
  decision: Decision;
}

/**
 * Hardens the skeleton of a new app the way any app is hardened, in a folder that only this user can read and that is
 * gone afterwards. `root` is where the app will be.
 */
export async function hardenNew(
  app: NewApp,
  root: string,
  version: string,
  measures: readonly Measure[],
  decide: (project: Project, findings: Finding[]) => Promise<Decision>,
): Promise<Hardened> {
  const staging = await realpath(await mkdtemp(join(tmpdir(), 'tempered-create-')));
  try {
    await applyChanges(staging, asChanges(skeleton(app, [], false)));
    const read = await readProject({
      directory: staging,
      packageManager: app.packageManager,
      readRecord: () => Promise.resolve(null),
    });
    const project: Project = {
      ...read,
      repository: { ...read.repository, gitRoot: await outerGitRoot(root, staging) },
      packageManager: {
        ...read.packageManager,
        // Installing makes it.
        lockfile: managerUse(app).lockfile,
        ...(app.home && { isWorkspace: true, workspaceRoot: join(staging, app.home.up) }),
      },
    };
    const findings = audit(
      project,
      measures.filter(({ bindings }) => !bindings || rowFor(bindings, project.framework)),
    );
    const decision = await decide(project, findings);
    const changeSet = await complete(project, decision, findings, version);
    return { changeSet: merged(app, project, changeSet, decision), decision };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** The skeleton as its measures leave it, as a change set of new files. */
function merged(app: NewApp, project: Project, hardening: ChangeSet, { measures: chosen }: Decision): ChangeSet {
  const ids = chosen.map(({ id }) => id);
  const drafts = refined(app, ids);
  const changed = hardening.changes.map((change) => {
    const module = moduleOf(project, change.file);
    const after = (module === null ? undefined : drafts[module]) ?? change.after;
    return { ...change, before: null, after };
  });
  const isAudited = changed.some(({ file }) => file === WORKFLOW);
  const rest = Object.entries(skeleton(app, ids, isAudited)).filter(
    ([file]) => !changed.some((change) => change.file === file),
  );
  const changes = [...asChanges(Object.fromEntries(rest)), ...changed];
  return { ...hardening, changes: changes.sort((a, b) => (a.file < b.file ? -1 : 1)) };
}

/** `schemas` of `src/security/schemas.ts` */
function moduleOf({ securityFolder, form }: Project, file: string): string | null {
  const [folder, extension] = [`${securityFolder}/`, form.extension];
  return file.startsWith(folder) && file.endsWith(extension) ? file.slice(folder.length, -extension.length) : null;
}

const asChanges = (files: Record<string, string>): ChangeSet['changes'] =>
  Object.entries(files).map(([file, after]) => ({ file, before: null, after, measures: [] }));
