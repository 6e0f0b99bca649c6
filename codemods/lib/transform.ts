import type { API, Collection, FileInfo } from 'jscodeshift';
import type { Node } from '@babel/types';
import { walk } from './walk';
import { Source } from './source';

/**
 * A codemod: returns the new text, or undefined where nothing is to be done or no safe place was found. It runs in
 * tempered and under the jscodeshift command line, and does the same there: it always reads the raw text.
 */
export type Transform<Options> = (file: FileInfo, api: API, options: Options) => string | undefined;

/** A file opened for a codemod: the tree with the splices, and jscodeshift to look through it. */
export interface Opened {
  source: Source;
  api: API;
}

/** Null where the file cannot be parsed cleanly. */
export function open(file: FileInfo, api: API, chain: readonly string[] = []): Opened | null {
  const source = Source.open(file.path, file.source, chain);
  return source && { source, api };
}

/** jscodeshift's collection over the tree. */
function rootOf({ source: { ast }, api }: Opened): Collection {
  // ast-types would evaluate regular expressions, which throws for those that the running Node lacks.
  walk(ast, (node) => {
    if (node.type === 'RegExpLiteral') (node as unknown as { value: null }).value = null;
  });
  return api.jscodeshift(ast as never);
}

/** The calls of the file whose callee is written as given, `secureApp` or `security.secureApp`. */
export function callsNamed(opened: Opened, local: string | undefined): Node[] {
  if (local === undefined) return [];
  const { source, api } = opened;
  const calls = rootOf(opened).find(api.jscodeshift.CallExpression).nodes() as unknown as Extract<
    Node,
    { type: 'CallExpression' }
  >[];
  return calls.filter(({ callee }) => source.text.slice(callee.start!, callee.end!) === local);
}
