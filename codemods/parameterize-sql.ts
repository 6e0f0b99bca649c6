import type { Node } from '@babel/types';
import { Flow } from './lib/flow/flow';
import type { RequestShape } from './lib/flow/request';
import { isValue, sitesOf, type SqlHints } from './lib/sql/queries';
import { rewritesIn } from './lib/sql/rewrite';
import { open, type Transform } from './lib/transform';

export interface ParameterizeSqlOptions extends SqlHints {
  rule: string;
  /** How handlers get at what clients send. */
  shape: RequestShape;
}

/** Makes parameters of the values that are put into the text of a query, in the form of its driver. */
const parameterizeSql: Transform<ParameterizeSqlOptions> = (file, api, { rule, shape, ...hints }) => {
  const source = open(file, api)?.source;
  if (!source) return undefined;
  const flow = new Flow(source.module, source.resolver, shape);
  for (const made of rewritesIn(flow, source.style, hints)) {
    if ('refusal' in made) continue;
    const sites = sitesOf(made.query).filter(({ interpolated }) => interpolated.some(isValue));
    if (sites.some(({ site }) => source.isIgnored(rule, site))) continue;
    for (const { node, text } of made.replaced) source.replace(node, text);
    for (const { start, end, text } of made.splices)
      if (start === end) source.insert(start, text);
      else source.replace({ start, end } as Node, text);
  }
  return source.finish();
};
export default parameterizeSql;
