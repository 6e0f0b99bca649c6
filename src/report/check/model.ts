import type { Checklist, Finding, JsonObject } from '../../types';
import type { Fix } from '../../types/fix';
import type { Hardening } from '../../types/proof';
import type { Tool } from '../print';
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
  /** The text of a file that a finding names; null where there is none that can be read. */
  read(file: string): string | null;
  /** Masks secrets in a text, those that were found here among them. */
  mask(text: string): string;
  /** What `harden` would write, asked for only where it is shown. */
  fixes(): Promise<ReadonlyMap<CheckFinding, Fix>>;
  /** What the last run of `harden` has seen of it; null where nothing is kept here. Nothing is run for it. */
  hardening(): Promise<Hardening | null>;
}

/** A finding whose file is named relative to the folder that was given. */
export interface CheckFinding extends Finding {
  /** What it is known by wherever its line moves. */
  identity: string;
}

/** What some formats say beyond the report. */
export interface CheckExtras {
  /** Our own page of each rule that found something: why it matters, bad and good code. */
  pages: ReadonlyMap<string, string>;
  fixes: ReadonlyMap<CheckFinding, Fix>;
}

/** What the page says beyond that. */
export interface PageExtras extends CheckExtras {
  hardenings: ReadonlyMap<CheckPart, Hardening>;
}

/** What the reports call it: the project's name, or its folder. */
export function titleOf({ parts, folder }: CheckReport): string {
  if (parts.length !== 1) return `${parts.length} projects`;
  const { name } = parts[0]!.project;
  return typeof name === 'string' && name !== '' ? name : folder || 'this project';
}

/** `Checklist: 7 of 11 met`, of the lines that apply. */
export function checklistTitle({ checklist: { entries } }: CheckPart): string {
  const applying = entries.filter(({ state }) => state !== 'not-applicable');
  return `Checklist: ${applying.filter(({ state }) => state === 'met').length} of ${applying.length} met`;
}

/** `score 63 of 100`; empty where there is none. */
export const scoreText = ({ checklist: { score } }: CheckPart): string =>
  score === null ? '' : `score ${score} of 100`;

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
