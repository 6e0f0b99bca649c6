import type { Row } from './engines';
import { runCodemod } from '../../../src/edits/codemods';
import { requestShape } from '../../../src/frameworks/index';
import type { JsonObject } from '../../../src/types';

const server = { id: 'express' as const, major: 5 };
const options = {
  rule: 'sql/interpolated-value',
  shape: requestShape({ id: 'express', version: '5.0.0', major: 5, server }),
  calls: {},
  constants: [],
} as unknown as JsonObject;

/** What the codemod makes of a file. */
export function fixed(text: string, database: string | null = null): string {
  const output = runCodemod('parameterize-sql', 'file.js', text, { ...options, database });
  if (output === undefined) throw new Error('The codemod left the file alone.');
  return output;
}

/** Rows that a query gives, or that the database refused it. */
export type Answer = Row[] | 'refused';

/** Loads a file as a module of CommonJS whose packages are the given ones, and calls what it exports. */
export async function answerOf(text: string, packages: Record<string, unknown>, input: unknown): Promise<Answer> {
  const module = { exports: {} as (input: unknown) => Promise<Row[]> };
  const require = (name: string): unknown => packages[name];
  // eslint-disable-next-line no-new-func -- what a codemod wrote, in its test
  new Function('require', 'module', text)(require, module);
  try {
    return await module.exports(input);
  } catch {
    return 'refused';
  }
}
