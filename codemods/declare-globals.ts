import { open, type Transform } from './lib/transform';
import { implicitGlobals } from './lib/variables/globals';

export interface DeclareGlobalsOptions {
  rule: string;
  /** Names that other files use, too. */
  shared: string[];
}

/** Declares names where they are assigned, in the block that alone uses them: `total = 0` becomes `let total = 0`. */
const declareGlobals: Transform<DeclareGlobalsOptions> = (file, api, { rule, shared }) => {
  const source = open(file, api)?.source;
  if (!source) return undefined;
  const found = implicitGlobals(source.module, new Set(shared));
  // A name that is left alone in one place is meant to be everybody's in the others, too.
  const ignored = new Set(found.filter(({ node }) => source.isIgnored(rule, node)).map(({ node }) => node.name));
  for (const { node, declare } of found) {
    if (!declare || ignored.has(node.name)) continue;
    source.insert(node.start!, `${declare.kind} `);
    for (const reshaped of declare.nodes) source.reshape(reshaped);
  }
  return source.finish();
};
export default declareGlobals;
