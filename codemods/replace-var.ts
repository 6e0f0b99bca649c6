import { parseSource } from './lib/parse';
import { open, type Transform } from './lib/transform';
import { replaceableVars } from './lib/variables/vars';

export interface ReplaceVarOptions {
  rule: string;
}

/** Puts `const` or `let` in the place of `var` where nothing can tell the difference. */
const replaceVar: Transform<ReplaceVarOptions> = (file, api, { rule }) => {
  const source = open(file, api)?.source;
  if (!source) return undefined;
  for (const { node, kind } of replaceableVars(source.module).found)
    if (!source.isIgnored(rule, node)) source.replaceRange(node.start!, node.start! + 'var'.length, kind);
  const result = source.finish();
  // A name that is declared twice is none of the errors that make a file unreadable.
  return result !== undefined && errorsOf(parseSource(result, file.path)) === errorsOf(source.ast) ? result : undefined;
};
export default replaceVar;

const errorsOf = (ast: object): number => ((ast as { errors?: unknown[] }).errors ?? []).length;
