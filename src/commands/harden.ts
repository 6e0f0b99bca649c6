import { rowFor } from '../frameworks/index';
import { measures } from '../measures/index';
import { rootOf } from '../project/model';
import { relativeTo } from '../project/paths';
import { unifiedDiff } from '../report/diff';
import { changeSetDocument } from '../report/json';
import { findingsTable } from '../report/table';
import { decide, type Decision } from '../steps/ask';
import { audit } from '../steps/audit';
import { complete } from '../steps/complete';
import { guardChanges, guardFiles, guardTree } from '../steps/guard';
import type { ChangeSet, Project } from '../types';
import type { Asker } from '../ui/asker';
import { createScreen, inLines, type Io, isInteractive } from '../ui/screen';
import { printSummary } from '../ui/summary';
import { tool } from '../version';
import { describeFindings } from './describe';
import { detect } from './detect';
import { list } from './list';
import type { HardenOptions } from './options';
import { checkOutput } from './output';
import { recover } from './recovery';
import { settleDoubts } from './settle';

/** The wizard: detect, audit, ask, plan, stage, preview, apply, record. Returns the exit code. */
export async function harden(directory: string, options: HardenOptions, io: Io): Promise<number> {
  await checkOutput(options.output);
  if (options.list) return list(directory, options, io);
  await recover(await rootOf({ directory, app: options.app }), options, io);
  const project = await detect(directory, options);
  const asker = await askerFor(options, io);
  const guarded = !options.allowDirty && !options.dryRun;
  if (guarded) await guardTree(project.root);
  const screen = createScreen(asker ? io.stdout : io.stderr, io.env);
  // Rules of measures that are not offered here have nothing to look at.
  const findings = audit(
    project,
    measures.filter(({ bindings }) => !bindings || rowFor(bindings, project.framework)),
  );
  if (!options.quiet) screen.write(inLines(screen, describeFindings(project, findings).trimEnd()));
  if (asker && findings.length > 0)
    screen.write(`\n${findingsTable(findings, { groupBy: 'severity', paint: screen.paint, width: screen.columns })}`);
  const decision = await decide(project, measures, findings, options, asker);
  const { changeSet, unfinished } = await settleDoubts(
    (verdicts) => complete(project, decision, findings, tool.version, verdicts),
    options,
    asker,
  );
  await guardFiles(project.root, changeSet.changes, options.dryRun);
  if (guarded) await guardChanges(project.root, changeSet.changes);
  if (options.dryRun) return preview(project, changeSet, decision, options, io);
  // What starts and attacks an app, and its reports, are not loaded for less.
  const { carryOut } = await import('./carry-out');
  const settled = unfinished ? { ...options, verify: false } : options;
  return carryOut({ project, options: settled, asker, screen, io }, changeSet, decision);
}

/** Null where nothing may be asked. UserError 2 without a terminal, unless the flags say everything. */
async function askerFor({ yes, dryRun }: HardenOptions, io: Io): Promise<Asker | null> {
  if (yes || (dryRun && !isInteractive(io))) return null;
  const { createAsker } = await import('../ui/prompts');
  return createAsker(io);
}

function preview(
  project: Project,
  changeSet: ChangeSet,
  decision: Decision,
  { format, quiet }: HardenOptions,
  io: Io,
): number {
  io.stdout.write(
    format === 'json'
      ? changeSetDocument({ tool, changeSet, applied: false })
      : unifiedDiff(changeSet.changes, prefixOf(project)),
  );
  io.stderr.write(
    'A dry run: nothing was written. The diff is exact, so it may show secrets of the files it touches.\n',
  );
  if (!quiet)
    printSummary(createScreen(io.stderr, io.env), {
      done: [],
      check: [...decision.assumptions, ...changeSet.advice],
      manual: changeSet.manual,
      next: [],
    });
  return 0;
}

/** `git apply` takes paths from the top of the work tree. */
const prefixOf = ({ root, repository }: Project): string =>
  repository.gitRoot === null ? '' : relativeTo(repository.gitRoot, root);
