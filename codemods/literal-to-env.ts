import type { Node } from '@babel/types';
import { member, quoted } from './lib/escape';
import { fallbacksIn, type Fallback } from './lib/secrets/fallbacks';
import { type HardCoded, hardCodedIn, type SigningKeys } from './lib/secrets/hard-coded';
import type { Source } from './lib/source';
import { open, type Transform } from './lib/transform';
import { literalText, memberName, unwrap } from './lib/walk';

export interface LiteralToEnvOptions {
  /** `secrets/hard-coded`, or `secrets/fallback`. */
  rule: string;
  /** Other names for variables: those that the code has for something else already. */
  names?: Record<string, string>;
  /** What a strict compiler wants behind a variable where a text is demanded: ` as string`, `!`, or nothing. */
  cast?: string;
  /** TypeScript's `noPropertyAccessFromIndexSignature`: `process.env['PORT']`. */
  brackets?: boolean;
  /** The environment is complete only when the app has started: what is read while files are loaded stays. */
  late?: boolean;
  /** Variables whose values stand elsewhere, too, where they cannot be moved: two places would part. */
  kept?: string[];
  keys?: SigningKeys;
}

/** `secret: 'abc'` → `secret: process.env.SESSION_SECRET`; `process.env.X || 'dev'` → `process.env.X`. */
const literalToEnv: Transform<LiteralToEnvOptions> = (file, api, options) => {
  const source = open(file, api)?.source;
  if (!source) return undefined;
  const { module } = source;
  const isMended = (node: Node): boolean =>
    !source.isIgnored(options.rule, node) && !(options.late && module.scopes.functionAround(node).type === 'Program');
  if (options.rule === 'secrets/fallback')
    for (const each of fallbacksIn(module)) {
      if (isMended(each.node)) withoutFallback(source, each, options);
    }
  else
    for (const each of hardCodedIn(module, source.resolver, options.keys))
      if (each.replaceable && !options.kept?.includes(each.variable) && isMended(each.node))
        toVariable(source, each, options);
  return source.finish();
};
export default literalToEnv;

function toVariable(source: Source, { node, variable }: HardCoded, options: LiteralToEnvOptions): void {
  const name = options.names?.[variable] ?? variable;
  const { quote } = source.style;
  const read = options.brackets ? `process.env[${quoted(name, quote)}]` : member('process.env', name, quote);
  const holder = source.module.scopes.parents.get(node);
  const shorthand = holder?.type === 'AssignmentPattern' ? '' : castAt(source, node, options);
  source.replace(node, read + shorthand);
}

function withoutFallback(source: Source, { node, kept, form, literal }: Fallback, options: LiteralToEnvOptions): void {
  if (!kept) return;
  const text = source.text.slice(kept.start!, kept.end!);
  if (form === 'expression') source.replace(node, text + (unwrap(kept) === kept ? castAt(source, node, options) : ''));
  if (form === 'pattern' && options.cast === '') source.replace(node, text);
  if (form === 'service' && kept.type === 'CallExpression') required(source, kept, literal);
}

/** `config.get('X', 'dev')` → `config.getOrThrow('X')`: what is not there ends the start instead of being undefined. */
function required(source: Source, call: Extract<Node, { type: 'CallExpression' }>, literal: Node): void {
  const { callee, arguments: given } = call;
  if (callee.type !== 'MemberExpression' || given.length > 2) return;
  if (memberName(callee) === 'get' && !callee.computed) source.replace(callee.property, 'getOrThrow');
  source.replace({ ...literal, start: given[0]!.end! } as Node, '');
}

/** A text that is put together takes what is not there as well. */
function castAt({ module, text }: Source, node: Node, { cast = '' }: LiteralToEnvOptions): string {
  const holder = module.scopes.parents.get(node);
  const takesAny =
    holder?.type === 'TemplateLiteral' ||
    holder?.type === 'BinaryExpression' ||
    (holder?.type === 'CallExpression' && holder.callee.type === 'Identifier' && holder.callee.name === 'String');
  if (cast === '' || takesAny) return '';
  const isMember = holder?.type === 'MemberExpression' && holder.object === node;
  // A cast binds less than a member does, and one is there already in `process.env.X as string`.
  if (isMember && cast !== '!' && text[node.start! - 1] !== '(') return '!';
  return /^TS(As|Satisfies|NonNull)/.test(holder?.type ?? '') && literalText(node) === null ? '' : cast;
}
