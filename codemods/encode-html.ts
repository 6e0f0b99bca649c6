import type { Node } from '@babel/types';
import { Flow } from './lib/flow/flow';
import type { RequestShape } from './lib/flow/request';
import { ensureImport } from './lib/imports';
import type { Source } from './lib/source';
import { open, type Transform } from './lib/transform';
import { walk } from './lib/walk';
import { ownEscaper } from './lib/xss/escaper';
import { reflectedIn } from './lib/xss/reflected';
import { sentIn } from './lib/xss/sinks';

export interface EncodeHtmlOptions {
  rule: string;
  shape: RequestShape;
  /** The function that encodes a text for HTML, and the module it comes from, where the file has none of its own. */
  name: string;
  from: string;
}

/** Encodes what is put into a page: `<h1>${req.query.name}</h1>` → `<h1>${escapeHtml(req.query.name)}</h1>`. */
const encodeHtml: Transform<EncodeHtmlOptions> = (file, api, { rule, shape, name, from }) => {
  const source = open(file, api)?.source;
  const values = source ? valuesIn(source, rule, shape) : [];
  if (!source || values.length === 0) return undefined;
  const local = ownEscaper(source.module) ?? ensureImport(source, { names: [name], from }, values[0]!).get(name)!;
  for (const node of values) source.replace(node, `${local}(${source.text.slice(node.start!, node.end!)})`);
  return source.finish();
};
export default encodeHtml;

function valuesIn(source: Source, rule: string, shape: RequestShape): Node[] {
  const flow = new Flow(source.module, source.resolver, shape);
  const values = new Set<Node>();
  walk(source.ast.program, (node) => {
    for (const sent of sentIn(flow, node))
      for (const { node: value, mendable } of reflectedIn(flow, sent))
        if (mendable && !source.isIgnored(rule, value)) values.add(cast(source, value));
  });
  return [...values];
}

/** What is told of a value's type goes along with it: `req.query.name as string`. */
function cast(source: Source, node: Node): Node {
  const parent = source.module.scopes.parents.get(node);
  return parent && /^TS(As|NonNull)Expression$/.test(parent.type) ? cast(source, parent) : node;
}
