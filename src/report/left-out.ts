import type { LeftOut, LeftOutReason } from '../types';

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
  unreadable: 'that cannot be parsed',
};

/** `Left out 14 files: 12 tests, 2 vendored.`, or nothing where everything was looked at. */
export function leftOutLine(leftOut: LeftOut): string {
  const counted = (Object.keys(CALLED) as LeftOutReason[]).filter((reason) => leftOut[reason] > 0);
  const total = counted.reduce((sum, reason) => sum + leftOut[reason], 0);
  if (total === 0) return '';
  const parts = counted.map((reason) => `${leftOut[reason]} ${CALLED[reason]}`);
  return `Left out ${total} file${total === 1 ? '' : 's'}: ${parts.join(', ')}.\n`;
}
