import type { Node } from '@babel/types';
import {
  type Call,
  fieldsOf,
  type FieldMark,
  type FilterField,
  filterOf,
  laterFieldsOf,
  markOf,
  FILTERS,
  spreadFieldsOf,
} from '../../../codemods/lib/nosql/filters';
import { isShared } from '../../../codemods/lib/nosql/shared';
import { writtenName } from '../../../codemods/lib/flow/made-of';
import type { RequestRead } from '../../../codemods/lib/flow/request';
import { isFunction, propertyOf, walk } from '../../../codemods/lib/walk';
import type { RuleContext } from '../../types';
import { givenByCallers } from './callers';
import { objectRead } from './objects';
import { isMongo } from './receivers';

/** A place of a filter that an object of a client's can reach. */
export interface Open {
  node: Node;
  read: RequestRead;
  /** Of a field that is compared with it: how the codemod finds it. A whole filter has none. */
  mark: FieldMark | null;
  /** The filter, or the part of it, is a variable that something else may use, too. */
  shared: boolean;
  /** `findById(req.body.id)` */
  byId: boolean;
  /** `find` hands out what fits: a client may ask for several values. */
  isList: boolean;
}

/** What of a call's filter a client can make an object with operators of. */
export function openFields(context: RuleContext, call: Call): Open[] {
  const { flow, module, project } = context;
  const { callee } = call;
  const method = writtenName(call);
  if (
    callee.type !== 'MemberExpression' ||
    !(FILTERS.test(method) || /^(aggregate|distinct|findById\w*)$/.test(method))
  )
    return [];
  const isList = /^(find|aggregate|distinct|count|countDocuments)$/.test(method);
  const byId = /^findById/.test(method) ? (call.arguments[0] as Node | undefined) : undefined;
  const filter = byId ?? filterOf(module, call);
  if (!filter || isFunction(filter) || propertyOf(filter, 'where')) return [];
  const shared = isShared(module, call);
  const ofField =
    (isShared: boolean) =>
    (field: FilterField): Open[] => {
      const read = objectRead(project, flow, field.value) ?? givenByCallers(context, field.value);
      return read
        ? [{ node: field.property, read, mark: markOf(module, call, field), shared: isShared, byId: false, isList }]
        : [];
    };
  const open: Open[] =
    filter.type === 'ObjectExpression'
      ? [
          ...[...fieldsOf(filter), ...laterFieldsOf(module, call)].flatMap(ofField(shared)),
          ...spreadFieldsOf(module, filter).flatMap(ofField(true)),
        ]
      : [filter].flatMap((node): Open[] => {
          const read = objectRead(project, flow, node);
          return read ? [{ node: byId ?? call, read, mark: null, shared, byId: byId !== undefined, isList }] : [];
        });
  return open.length > 0 && isMongo(context, callee.object) ? open : [];
}

/** All of a file. */
export function openFieldsIn(context: RuleContext): Open[] {
  const found: Open[] = [];
  walk(context.module.ast.program, (node) => {
    if (node.type === 'CallExpression') found.push(...openFields(context, node));
  });
  return found;
}
