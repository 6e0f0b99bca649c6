import type { Node } from '@babel/types';
import { Flow } from './lib/flow/flow';
import type { RequestShape } from './lib/flow/request';
import { ensureImport } from './lib/imports';
import { sinksIn } from './lib/redirects/sinks';
import { isReady, type Mend, openRedirect } from './lib/redirects/target';
import type { Source } from './lib/source';
import { open, type Transform } from './lib/transform';
import { walk } from './lib/walk';

export interface GuardRedirectOptions {
  rule: string;
  shape: RequestShape;
  /** The function that keeps a target on the own site, and the module it comes from. */
  name: string;
  from: string;
}

/** Sends redirects that the request decides through a helper: `res.redirect(safeRedirect(req.query.next))`. */
const guardRedirect: Transform<GuardRedirectOptions> = (file, api, { rule, shape, name, from }) => {
  const source = open(file, api)?.source;
  const mends = source ? mendsIn(source, rule, shape) : [];
  if (!source || mends.length === 0) return undefined;
  const local = ensureImport(source, { names: [name], from }, mends[0]!.node).get(name)!;
  const text = ({ start, end }: Node): string => source.text.slice(start!, end!);
  const called = (value: Node, fallback: Node | null): string => {
    if (!fallback) return `${local}(${text(value)})`;
    if (isReady(fallback)) return `${local}(${text(value)}, ${text(fallback)})`;
    const isWhole = /^(Call|Await|Member|OptionalMember|OptionalCall)Expression$/.test(fallback.type);
    const none = source.style.quote + source.style.quote;
    return `${local}(${text(value)}, ${none}) || ${isWhole ? text(fallback) : `(${text(fallback)})`}`;
  };
  for (const { node, value, fallback } of mends) source.replace(node, called(value, fallback));
  return source.finish();
};
export default guardRedirect;

function mendsIn(source: Source, rule: string, shape: RequestShape): Mend[] {
  const flow = new Flow(source.module, source.resolver, shape);
  const mends = new Map<Node, Mend>();
  walk(source.ast.program, (node) => {
    for (const sink of sinksIn(flow, node)) {
      const mend = openRedirect(flow, sink)?.mend;
      if (mend && !source.isIgnored(rule, sink)) mends.set(mend.node, mend);
    }
  });
  return [...mends.values()];
}
