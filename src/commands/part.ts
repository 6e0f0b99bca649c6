import { findingsTable } from '../report/table';
import { decide } from '../steps/ask';
import { auditInTurns } from '../steps/audit';
import { checklistOf } from '../steps/checklist';
import { complete } from '../steps/complete';
import { inFolder } from '../steps/join';
import type { Measure, Project } from '../types';
import { inLines, inOneLine } from '../ui/screen';
import { tool } from '../version';
import { countFindings, describeProject } from './describe';
import type { HardenOptions } from './options';
import type { Part, Session } from './session';
import { settleDoubts } from './settle';

/** A project that is to be hardened, and with what. */
export interface Wanted {
  project: Project;
  /** Where it is below the root of the run; '' where it is that root. */
  folder: string;
  /** What is offered, and audited. */
  measures: Measure[];
  /** Of a run over several projects: how the questions about this one are headed. */
  title?: string;
  /** The flags, as far as they are about this project. */
  options?: HardenOptions;
}

/** What a run is about. */
export interface Run {
  /** Files are named from its folder, undo data is kept for it, and packages are installed in it. */
  project: Project;
  wanted: Wanted[];
}

/** So many findings are listed before the questions, where all of them would scroll away. */
const WORST = 12;

/** Audits one project, asks about it, and plans it. */
export async function planPart(
  { project, folder, measures, title, ...own }: Wanted,
  given: HardenOptions,
  { asker, screen, progress }: Pick<Session, 'asker' | 'screen' | 'progress'>,
): Promise<Part> {
  const options = own.options ?? given;
  if (title !== undefined) screen.write(`\n${screen.paint('bold', inOneLine(title))}\n`);
  const { findings } = await progress.during('Looking for weaknesses', (tell) => auditInTurns(project, measures, tell));
  const lists = asker !== null && findings.length > 0;
  if (!options.quiet) screen.write(inLines(screen, describeProject(project)));
  // The list ends with their number.
  if (!options.quiet && !lists) screen.write(inLines(screen, countFindings(findings)));
  if (lists)
    screen.write(
      `\n${findingsTable(findings, { groupBy: 'severity', paint: screen.paint, width: screen.columns, most: WORST })}`,
    );
  const decision = await decide(project, measures, findings, options, asker);
  const { changeSet, unfinished } = await settleDoubts(
    (verdicts) =>
      progress.during('Working out the changes', () => complete(project, decision, findings, tool.version, verdicts)),
    options,
    asker,
  );
  const { score } = checklistOf(project, measures, findings);
  return { project, folder, decision, changeSet: inFolder(folder, changeSet), unfinished, score };
}
