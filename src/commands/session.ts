import type { Decision } from '../steps/ask';
import { inside } from '../steps/join';
import type { ChangeSet, FileChange, Project } from '../types';
import type { Asker } from '../ui/asker';
import type { Progress } from '../ui/progress';
import { inOneLine, type Io, type Screen } from '../ui/screen';
import type { HardenOptions } from './options';

/** One project of a run, and what is to become of it. */
export interface Part {
  project: Project;
  /** Where it is below the root of the run; '' where it is that root. */
  folder: string;
  decision: Decision;
  changeSet: ChangeSet;
  /** Files are left with conflict markers: the app cannot run as it is. */
  unfinished: boolean;
  /** Of the checklist, before the run; null where not all of it was looked at. */
  score: number | null;
}

/** One run of the wizard: on what, as the user wants it, and with whom it talks. */
export interface Session {
  /** Files are named from its folder, undo data is kept for it, and packages are installed in it. */
  project: Project;
  /** What the last run was known by before anything was read. */
  since: string | null;
  /** One project, or those of a workspace that were chosen. */
  parts: Part[];
  /** Of all parts, with paths from the root: what is written, at once. */
  changeSet: ChangeSet;
  options: HardenOptions;
  /** Null where nothing may be asked. */
  asker: Asker | null;
  screen: Screen;
  progress: Progress;
  io: Io;
}

/** What was taken for granted, each with where. */
export const assumptionsOf = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ folder, decision }) => inside(folder, decision.assumptions));

/** The record is not for reading. */
export const shownOf = ({ changes }: ChangeSet): FileChange[] =>
  changes.filter(({ file }) => !/(^|\/)\.tempered\//.test(file));

/** Which of several apps what follows is about. */
export function heading({ screen }: Session, { folder }: { folder: string }): void {
  if (folder !== '') screen.write(`\n${screen.paint('bold', inOneLine(folder))}\n`);
}
