import type { Node } from '@babel/types';
import type { Module } from '../../resolve';
import { memberName, unwrap } from '../../walk';
import type { Query } from '../queries';
import { Refusal, type Slot } from '../slots';
import type { Splice } from '../splice';
import { type ValuesPlace, written } from './array';
import { type Result, alreadyBound } from './bound';
import { namesOf } from './names';

/** `request.input('name', value).query(…)` */
export function inputs(module: Module, { call, sql }: Query, slots: readonly Slot[]): Result {
  const { callee } = call.node;
  if (callee.type !== 'MemberExpression' || call.holder) return alreadyBound();
  const chain = unwrap(callee.object);
  const begin = requestOf(module, chain);
  if (begin instanceof Refusal) return begin;
  if (slots.some(({ kind }) => kind === 'list'))
    return new Refusal('A list takes one parameter for each of its items.');
  const chained = module.text.slice(chain.start!, chain.end!);
  const names = namesOf(
    slots,
    (name) => new RegExp(`@${name}\\b`, 'i').test(sql.text) || new RegExp(`['"\`]${name}['"\`]`, 'i').test(chained),
  );
  const given = slots.map(({ code }, at) => `.input('${names[at]}', ${code})`).join('');
  const splices: Splice[] = [
    ...(begin === '' ? [] : [{ start: chain.start!, end: chain.end!, text: begin + given }]),
    ...(begin === '' ? [{ start: chain.end!, end: chain.end!, text: given }] : []),
  ];
  return { placeholders: names.map((name) => `@${name}`), splices };
}

/** What a request begins with where there is none yet; nothing where the receiver is a request of its own for this query. */
function requestOf(module: Module, receiver: Node): string | Refusal {
  let node = receiver;
  while (
    node.type === 'CallExpression' &&
    memberName(node.callee) === 'input' &&
    node.callee.type === 'MemberExpression'
  )
    node = unwrap(node.callee.object);
  if (node.type === 'CallExpression')
    return memberName(node.callee) === 'request' ? '' : new Refusal('Where the request is made is not known.');
  if (node.type === 'NewExpression') return '';
  const binding = node.type === 'Identifier' ? module.scopes.lookup(node.name, node) : null;
  const init = binding?.init ? unwrap(binding.init) : null;
  if (
    init &&
    binding &&
    (init.type === 'NewExpression' || (init.type === 'CallExpression' && memberName(init.callee) === 'request'))
  ) {
    const uses = module.text.split(new RegExp(`\\b${binding.name}\\s*\\.\\s*(?:query|batch|execute)\\b`)).length - 1;
    return uses === 1 && !/new\s+\S*Pool/.test(module.text.slice(init.start!, init.end!))
      ? ''
      : new Refusal('The request serves several queries.');
  }
  return new Refusal('The query is not made with a request of its own.');
}

/** `db.prepare(…).get(value)` */
export function chained(module: Module, { call, sql }: Query, slots: readonly Slot[]): Result {
  if (call.method !== 'prepare') return new Refusal('`exec` takes no values: prepare the statement and run it.');
  if (slots.some(({ kind }) => kind === 'list'))
    return new Refusal('A list takes one placeholder for each of its items.');
  const run = runOf(module, call.node);
  if (!run) return new Refusal('Where the statement is run is not known.');
  const given = run.arguments;
  const existing = [...sql.bare.matchAll(/\?/g)];
  if (existing.length !== [...sql.text.matchAll(/\?/g)].length || /[@$:]\w/.test(sql.bare)) return alreadyBound();
  const isPlain = given.every(
    ({ type }) => type !== 'SpreadElement' && type !== 'ObjectExpression' && type !== 'ArrayExpression',
  );
  if (existing.length !== given.length || !isPlain || (given.length === 1 && given[0]!.type === 'Identifier'))
    return alreadyBound();
  const place: ValuesPlace = { list: null, at: run.end! - 1, before: '', after: '' };
  const splices =
    given.length === 0
      ? [{ start: place.at, end: place.at, text: slots.map(({ code }) => code).join(', ') }]
      : written(
          { ...place, list: { elements: given } as unknown as ValuesPlace['list'] },
          slots,
          existing.map(({ index }) => index),
        );
  return { placeholders: slots.map(() => '?'), splices };
}

function runOf({ scopes }: Module, prepare: Node): Extract<Node, { type: 'CallExpression' }> | null {
  let node = prepare;
  for (let links = 0; links < 4; links++) {
    const member = scopes.parents.get(node);
    const call = member && scopes.parents.get(member);
    if (member?.type !== 'MemberExpression' || call?.type !== 'CallExpression' || call.callee !== member) return null;
    if (/^(run|get|all|iterate)$/.test(memberName(member) ?? '')) return call;
    if (!/^(pluck|raw|expand|safeIntegers)$/.test(memberName(member) ?? '')) return null;
    node = call;
  }
  return null;
}
