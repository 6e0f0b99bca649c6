import type { Checklist, Finding, JsonObject } from '../../types';
import type { Tool } from '../json';
import type { Remarks } from '../remarks';

/** What `check` has to say, whatever it is printed as. */
export interface CheckReport {
  tool: Tool;
  /** The folder that was given, below the top of its repository: `services/api`; empty where it is the top, or there is none. */
  folder: string;
  /** One for each project that was looked at. */
  parts: CheckPart[];
}

/** What was found in one project. */
export interface CheckPart {
  /** Its folder below the one that was given: `packages/api`; empty where it is that one, or lies around it. */
  directory: string;
  /** As `describeProject` makes it, or less where no framework was recognised. */
  project: JsonObject;
  findings: CheckFinding[];
  checklist: Checklist;
  remarks: Remarks;
}

/** A finding whose file is named relative to the folder that was given. */
export interface CheckFinding extends Finding {
  /** What it is known by wherever its line moves. */
  identity: string;
}

/** The text of a file that a finding names; null where there is none that can be read. */
export type ReadSource = (file: string) => string | null;

/** The findings of all projects. */
export const findingsOf = ({ parts }: CheckReport): CheckFinding[] => parts.flatMap(({ findings }) => findings);

/** A file as whoever shows it knows it: from the top of the repository. */
export function fromTop({ folder }: CheckReport, file: string): string {
  const names: string[] = [];
  for (const name of [...folder.split('/'), ...file.split('/')])
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  return names.join('/');
}
