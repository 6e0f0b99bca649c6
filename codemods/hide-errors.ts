import { errorLeaks } from './lib/error-leaks';
import { ensureImport } from './lib/imports';
import { open, type Transform } from './lib/transform';

export interface HideErrorsOptions {
  rule: string;
  /** The function that says of an error what everybody may know, and the module it comes from. */
  name: string;
  from: string;
  /** Methods that take an error as if it were thrown. */
  throwing?: string[];
}

/** Puts a public message in place of what is sent of an error: `res.json({ error: err.message })`. */
const hideErrors: Transform<HideErrorsOptions> = (file, api, { rule, name, from, throwing }) => {
  const source = open(file, api)?.source;
  const leaks = source
    ? errorLeaks(source.module, throwing).filter(({ node, mendable }) => mendable && !source.isIgnored(rule, node))
    : [];
  if (!source || leaks.length === 0) return undefined;
  const local = ensureImport(source, { names: [name], from }, leaks[0]!.node).get(name)!;
  for (const { node, error } of leaks) {
    const shorthand = source.module.scopes.parents.get(node);
    const key =
      shorthand?.type === 'ObjectProperty' && shorthand.shorthand && node.type === 'Identifier' ? `${node.name}: ` : '';
    source.replace(node, `${key}${local}(${error})`);
  }
  return source.finish();
};
export default hideErrors;
