import type { Module } from './parse';

/** Two blanks per level as the unit; text inside template literals stays. */
export function indentLines({ code, tokens }: Module, unit: string): string {
  const literals = tokens.filter(({ text }) => text.includes('\n'));
  const inLiteral = (offset: number): boolean => literals.some(({ start, end }) => start < offset && offset < end);
  return code.replace(/^ +/gm, (blanks, offset: number) =>
    inLiteral(offset) ? blanks : unit.repeat(Math.floor(blanks.length / 2)) + ' '.repeat(blanks.length % 2),
  );
}
