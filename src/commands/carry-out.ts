import { maskSecrets } from '../report/mask';
import { unifiedDiff } from '../report/diff';
import { changeSetDocument } from '../report/json';
import { proofTable } from '../report/proof/table';
import { applyChanges } from '../steps/apply';
import type { Decision } from '../steps/ask';
import { formatCommands, install, installCommand } from '../steps/install';
import type { ChangeSet, FileChange, Project } from '../types';
import type { Asker } from '../ui/asker';
import { previewChanges } from '../ui/preview';
import type { Io, Screen } from '../ui/screen';
import { printSummary } from '../ui/summary';
import { tool } from '../version';
import { UserError } from '../errors';
import type { HardenOptions } from './options';
import { printProof, widthOf, writeText } from './print-proof';
import { rolledBackError, type Trial, tryAfter, tryBefore } from './trial';

/** Writes the change set, between two attacks on the app that prove it. Returns the exit code. */
export async function carryOut(
  project: Project,
  changeSet: ChangeSet,
  decision: Decision,
  options: HardenOptions,
  asker: Asker | null,
  screen: Screen,
  io: Io,
): Promise<number> {
  const shown = changeSet.changes.filter(({ file }) => !file.startsWith('.tempered/'));
  if (asker && shown.length > 0) {
    previewChanges(screen, maskSecrets(unifiedDiff(shown)));
    if (!(await asker.confirm(`Write these ${shown.length} files?`, true)))
      throw new UserError('Cancelled', 'Nothing was written.', 130);
  }
  const trial = await offerTrial(project, decision, shown, options, asker, screen);
  await applyChanges(project.root, changeSet.changes);
  const next = await installPackages(project, changeSet, options, asker, screen);
  const written = { project, changeSet, installed: next.length === 0 };
  const tried = trial && (await tryAfter(trial, written, options, screen));
  await printOutcome(changeSet, tried, options, screen, io);
  if (tried?.rolledBack) throw rolledBackError(tried.report);
  if (!options.quiet) printSummary(screen, summaryOf(changeSet, shown, decision, next));
  return 0;
}

/** Attacks the app as it is, unless it would not show: nothing of the app is changed, or the user does not want it. */
async function offerTrial(
  project: Project,
  decision: Decision,
  shown: readonly FileChange[],
  options: HardenOptions,
  asker: Asker | null,
  screen: Screen,
): Promise<Trial | null> {
  const inApp = shown.some(({ file }) => /\.[cm]?[jt]sx?$/.test(file));
  const probes = decision.measures.flatMap((measure) => measure.probes ?? []);
  if (!options.verify || !inApp || probes.length === 0) return null;
  const question = 'Start the app on this machine and attack it, before the change and after?';
  if (asker && !(await asker.confirm(question, true))) return null;
  return tryBefore(project, probes, options, asker, screen);
}

async function printOutcome(
  changeSet: ChangeSet,
  tried: Awaited<ReturnType<typeof tryAfter>> | null,
  options: HardenOptions,
  screen: Screen,
  io: Io,
): Promise<void> {
  const report = tried?.report ?? null;
  if (options.format === 'json')
    return writeText(
      changeSetDocument({ tool, changeSet, applied: !tried?.rolledBack, proof: report }),
      options.output,
      io,
    );
  if (report && options.format === 'table' && options.output === undefined)
    screen.write(`\n${proofTable(report, { paint: screen.paint, width: widthOf(io) })}\n`);
  else if (report) await printProof(report, options, io);
}

/** Shows the command, runs it, and says what is left to run where it was not run or failed. */
async function installPackages(
  project: Project,
  { dependencies: wanted }: ChangeSet,
  options: HardenOptions,
  asker: Asker | null,
  screen: Screen,
): Promise<string[]> {
  if (wanted.length === 0) return [];
  const command = formatCommands(installCommand(project.packageManager, wanted, project.root));
  screen.write(`\n$ ${command}\n`);
  if (!options.install || (asker && !(await asker.confirm('Install these packages now?', true))))
    return [`Install the packages: ${command}`];
  const result = await install(project.root, project.packageManager, wanted);
  if (result.ok) return [];
  screen.write(`${result.lines.join('\n')}\n`);
  return [`Installing failed, the edits are in place. Run: ${result.command}`];
}

function summaryOf(
  changeSet: ChangeSet,
  shown: readonly FileChange[],
  decision: Decision,
  next: string[],
): Parameters<typeof printSummary>[1] {
  if (changeSet.changes.length === 0)
    return { done: ['Nothing to do: everything chosen is in place.'], check: [], manual: changeSet.manual, next };
  const done = shown.map(
    ({ file, before, measures: ids }) => `${before === null ? 'added' : 'changed'} ${file} (${ids.join(', ')})`,
  );
  return {
    done,
    check: decision.assumptions,
    manual: changeSet.manual,
    next: [...next, 'Run your tests, read the diff (git diff), and commit.'],
  };
}
