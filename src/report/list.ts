import type { Answers, JsonObject } from '../types';
import type { Tool } from './print';
import { printable } from './printable';

export interface ListedFile {
  file: string;
  state: 'untouched' | 'edited' | 'deleted';
}

/** A measure as the record has it and as this version of tempered does. */
export interface ListedMeasure {
  id: string;
  title: string;
  /** Null where it is not applied. */
  recorded: number | null;
  current: number;
  upgrade: boolean;
  answers: Answers;
  files: ListedFile[];
}

export interface ListInput {
  tool: Tool;
  /** The version that wrote the record; null before the first run. */
  recorded: string | null;
  measures: ListedMeasure[];
}

/** The document of `harden --list --format json`. */
export const listDocument = ({ tool, recorded, measures }: ListInput): string =>
  `${JSON.stringify({ schemaVersion: 1, tool: { ...tool }, recorded, measures: measures as unknown as JsonObject[] }, null, 2)}\n`;

/** A block for each measure that is applied, and a line for the others. */
export function listTable(measures: readonly ListedMeasure[], paint: (style: string, text: string) => string): string {
  const applied = measures.filter(({ recorded }) => recorded !== null);
  const others = measures.filter(({ recorded }) => recorded === null).map(({ id }) => id);
  const width = Math.max(...applied.map(({ id }) => id.length), 0);
  const blocks = applied.map((measure) => [heading(measure, width, paint), ...details(measure)].join('\n'));
  const upgrades = applied.filter(({ upgrade }) => upgrade).length;
  const end = [
    ...(applied.length === 0 ? ['Nothing is applied here yet. To begin: tempered harden'] : []),
    ...(upgrades > 0 ? [`${upgrades} of them can be upgraded: tempered harden`] : []),
    ...(others.length > 0 ? [`Not applied: ${others.join(', ')}`] : []),
  ];
  return `${[...blocks, end.join('\n')].filter((part) => part !== '').join('\n\n')}\n`;
}

function heading(measure: ListedMeasure, width: number, paint: (style: string, text: string) => string): string {
  const { id, title, recorded, current, upgrade } = measure;
  const version = upgrade
    ? paint('warning', `version ${recorded}, upgrade to ${current}`)
    : paint('dim', `version ${recorded}`);
  return `${paint('bold', id.padEnd(width))}  ${title}  ${version}`;
}

function details({ answers, files }: ListedMeasure): string[] {
  const given = Object.entries(answers).map(([id, value]) => `  ${id}=${printable(String(value))}`);
  const written = files.map(({ file, state }) => `  ${printable(file)}${state === 'untouched' ? '' : ` (${state})`}`);
  return [...given, ...written];
}
