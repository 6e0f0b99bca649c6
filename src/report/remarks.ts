import { listed } from './listed';
import type { LeftOut, LeftOutReason } from '../types';

/** What a check has to say beside its findings. */
export interface Remarks {
  /** Why the app was not looked at, where it should have been. */
  withoutApp: string | null;
  /** What is wrong with the user's suppressions. */
  notes: readonly string[];
  suppressed: number;
  /** How many findings the baseline knows. */
  baselined: number;
  /** Entries of the baseline that nothing is found for any more. */
  stale: readonly { file: string; rule: string }[];
  leftOut: LeftOut;
}

const CALLED: Record<LeftOutReason, string> = {
  tests: 'tests',
  fixtures: 'fixtures and mocks',
  stories: 'stories',
  vendored: 'vendored',
  generated: 'built or generated',
  declarations: 'type declarations',
  packages: 'of packages of their own',
  large: 'larger than 1 MB',
  binary: 'binary',
  unreadable: 'that cannot be read or parsed',
};
const NAMED = 10;

/** A line for each remark; nothing where everything was looked at and is shown. */
export function remarksText({ withoutApp, notes, suppressed, baselined, stale, leftOut }: Remarks): string {
  const lines = [
    ...(withoutApp === null ? [] : [`Only the code and the repository were looked at, not the app: ${withoutApp}`]),
    ...notes,
    ...hiddenLine(suppressed, baselined),
    ...staleLine(stale),
    ...leftOutLine(leftOut),
  ];
  // Names of files may hold line ends; where a fault stands in our code is the only text of several lines.
  return lines.map((line) => `${line.replace(/\s*\n(?!\s+at )/g, ' ')}\n`).join('');
}

function hiddenLine(suppressed: number, baselined: number): string[] {
  const parts = [
    ...(suppressed > 0 ? [`${counted(suppressed, 'finding')} suppressed`] : []),
    ...(baselined > 0 ? [`${counted(baselined, 'finding')} known from the baseline`] : []),
  ];
  return parts.length > 0 ? [`Not shown: ${parts.join(', ')}.`] : [];
}

function staleLine(stale: Remarks['stale']): string[] {
  if (stale.length === 0) return [];
  const named = stale.map(({ file, rule }) => `${file} (${rule})`);
  return [
    `${counted(stale.length, 'entry', 'entries')} of the baseline found no more: ${listed(named, NAMED)}. --write-baseline takes out what is mended.`,
  ];
}

/** `Left out 14 files: 12 tests, 2 vendored.` */
function leftOutLine(leftOut: LeftOut): string[] {
  const reasons = (Object.keys(CALLED) as LeftOutReason[]).filter((reason) => leftOut[reason] > 0);
  if (reasons.length === 0) return [];
  const total = reasons.reduce((sum, reason) => sum + leftOut[reason], 0);
  // `1 test`, where the word is one for files.
  const called = (reason: LeftOutReason): string =>
    leftOut[reason] === 1 && reason === 'tests' ? 'test' : CALLED[reason];
  const parts = reasons.map((reason) => `${leftOut[reason]} ${called(reason)}`);
  return [`Left out ${counted(total, 'file')}: ${parts.join(', ')}.`];
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
