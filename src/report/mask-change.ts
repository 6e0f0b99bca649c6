import type { FileChange } from '../types';
import { maskSecrets } from './mask';

const ENV_FILE = /(^|\/)\.env(\.(?!example$)[\w.-]+)?$/;
const VARIABLE = /^(\s*(?:export\s+)?[\w.-]+\s*=)(?:\s*(['"`])[^]*?\2|.*)$/gm;
const LITERAL = /(['"`])((?:\\.|(?!\1)[^\\])+)\1/gs;

/**
 * A change as it may be shown: secrets masked as everywhere, no value of an env file, and no literal that the move of a
 * secret took out of a file, whatever it looks like.
 */
export function maskChange(change: FileChange): FileChange {
  const { file, before, after, measures } = change;
  if (ENV_FILE.test(file)) return { ...change, before: variables(before), after: variables(after) };
  const moved = before !== null && after !== null && measures.includes('secrets');
  return {
    ...change,
    before: before === null ? null : maskSecrets(moved ? withoutLost(before, after) : before),
    after: after === null ? null : maskSecrets(after),
  };
}

const variables = (text: string | null): string | null => text?.replace(VARIABLE, '$1***') ?? null;

const withoutLost = (before: string, after: string): string =>
  before.replace(LITERAL, (literal: string, quote: string) =>
    after.includes(literal) ? literal : `${quote}***${quote}`,
  );
