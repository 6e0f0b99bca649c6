import { expect, it } from 'vitest';
import { runCodemod } from '../../src/edits/codemods';
import type { JsonObject } from '../../src/types';
import { cases } from './run';

const WRAPPERS = ['secureApp', 'protectServer'];

/** What takes the edits of the other codemods back. */
function optionsFor(codemod: string, { from, name, argument }: JsonObject): JsonObject | null {
  const given = argument as { name?: string; object?: string; from?: string } | null | undefined;
  if (codemod === 'import-first') return { from: from!, names: null, wrappers: [] };
  if (codemod === 'decorate-method')
    return !given || given.from === from ? null : { from: given.from!, names: [given.name!], wrappers: [] };
  const names = [String(name), ...(given?.object ? [given.object] : [])];
  return { from: from!, names, wrappers: WRAPPERS };
}

const plugged = cases().filter(
  ({ codemod, name, input, output, options }) =>
    ['mount-first', 'wrap-server', 'guard-route', 'decorate-method', 'import-first'].includes(codemod) &&
    output !== null &&
    // A guard of the app's own that now stands on another route is not taken away.
    options['own'] === undefined &&
    // What was there before goes as well, and a hook that became one of a list stays in it.
    !/secureApp|protectServer|loginLimiter|LoginLimit|validate|schemas/.test(input) &&
    !name.startsWith('hook'),
);

/** Blank lines and the blanks around brackets are nobody's loss. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, '')
    .replace(/,([)\]}])/g, '$1')
    .replace(/;/g, '');

it('takes out again what the codemods that plug something in put there', () => {
  const left: string[] = [];
  const wrong: string[] = [];
  for (const { codemod, name, file, input, output, options } of plugged) {
    const undo = optionsFor(codemod, options);
    if (undo === null) continue;
    const result = runCodemod('take-out', file, output!, undo);
    if (result === undefined) left.push(`${codemod}/${name}`);
    else if (plain(result) !== plain(input)) wrong.push(`${codemod}/${name}\n${input}\n---\n${result}`);
  }
  expect(wrong).toEqual([]);
  // Modules imported as a whole, and statements that begin with a bracket behind one without a semicolon.
  expect(left.filter((each) => !/import-equals|export-assignment|before-a-parenthesis|guarded/.test(each))).toEqual([]);
});
