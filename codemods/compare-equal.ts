import type { Node } from '@babel/types';
import { type Call, type FieldMark, fieldsOf, filterOf, laterFieldsOf, markOf } from './lib/nosql/filters';
import { isShared } from './lib/nosql/shared';
import { open, type Transform } from './lib/transform';
import { walk } from './lib/walk';

export interface CompareEqualOptions {
  rule: string;
  /** The fields that are compared with what a client sent. */
  fields: FieldMark[];
}

/** Compares a field with the value itself, whatever it is: `{ email: { $eq: req.body.email } }` takes no operators. */
const compareEqual: Transform<CompareEqualOptions> = (file, api, { rule, fields }) => {
  const source = open(file, api)?.source;
  if (!source) return undefined;
  const wanted = new Set(fields.map((mark) => JSON.stringify([mark.within, mark.call, mark.key, mark.value])));
  const mended = new Set<Node>();
  walk(source.ast.program, (node) => {
    const filter = node.type === 'CallExpression' ? filterOf(source.module, node) : null;
    if (!filter || isShared(source.module, node as Call)) return;
    for (const field of [...fieldsOf(filter), ...laterFieldsOf(source.module, node as Call)]) {
      const { within, call, key, value } = markOf(source.module, node as Call, field);
      if (!wanted.has(JSON.stringify([within, call, key, value])) || mended.has(field.property)) continue;
      if (source.isIgnored(rule, field.property)) continue;
      mended.add(field.property);
      if ('shorthand' in field.property && field.property.shorthand)
        source.insert(field.property.end!, `: { $eq: ${value} }`);
      else source.replace(field.value, `{ $eq: ${value} }`);
    }
  });
  return source.finish();
};
export default compareEqual;
