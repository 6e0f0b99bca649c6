import type { API, Collection, FileInfo, JSCodeshift } from 'jscodeshift';
import type { Node } from '@babel/types';
import { walk } from './walk';
import { Source } from './source';

/**
 * A codemod: returns the new text, or undefined where nothing is to be done or no safe place was found. It runs in
 * tempered and under the jscodeshift command line, and does the same there: it always reads the raw text.
 */
export type Transform<Options> = (file: FileInfo, api: API, options: Options) => string | undefined;

/** A file opened for a codemod: jscodeshift's collection over the tree, and the splices. */
export interface Opened {
  source: Source;
  j: JSCodeshift;
  root: Collection;
}

/** Null where the file cannot be parsed cleanly. */
export function open(file: FileInfo, api: API, chain: readonly string[] = []): Opened | null {
  const source = Source.open(file.path, file.source, chain);
  if (!source) return null;
  // ast-types would evaluate regular expressions, which throws for those that the running Node lacks.
  walk(source.ast, (node) => {
    if (node.type === 'RegExpLiteral') (node as unknown as { value: null }).value = null;
  });
  const j = api.jscodeshift;
  return { source, j, root: j(source.ast as never) };
}

/** The calls of the file whose callee is written as given, `secureApp` or `security.secureApp`. */
export function callsNamed({ source, root, j }: Opened, local: string | undefined): Node[] {
  const calls = root.find(j.CallExpression).nodes() as unknown as Extract<Node, { type: 'CallExpression' }>[];
  return calls.filter(({ callee }) => source.text.slice(callee.start!, callee.end!) === local);
}
