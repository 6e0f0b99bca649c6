import type { Node } from '@babel/types';
import { classAround, type Module, type Resolver } from '../../codemods/lib/resolve';
import { textOf } from '../../codemods/lib/text';
import { keyName, literalText, memberName, unwrap, walk } from '../../codemods/lib/walk';
import type { SettingsDialect } from '../frameworks/index';
import { typeName } from './decorators';
import { isInTry, type Read, toRead } from './environment';
import { isConditional } from './references';

const ENV_NAME = /^[A-Z][A-Z0-9_]*$/;
/** A field of a schema that only says what must be there. */
const DEMAND = /^(joi|z|zod|yup|v|valibot|t|Type|Schema)\b/i;
const SUPPLIES = /default|catch|preprocess|transform|fallback|failover|empty\(/i;

interface Context {
  resolver: Resolver;
  settings: SettingsDialect;
  /** The call that makes the app: the function around it runs when the process starts. */
  app: Node;
}

/** What is read through the service that hands out the environment: `config.getOrThrow('JWT_SECRET')`. */
export function serviceReads(modules: readonly Module[], context: Context): (module: Module) => Read[] {
  const supplied = new Set(modules.flatMap((module) => suppliedNames(module)));
  return (module) => {
    const found: Read[] = [];
    if (!module.text.includes(context.settings.service.split('#')[1]!)) return found;
    walk(module.ast.program, (node) => {
      const name = readName(module, node, context);
      if (name !== null) found.push(readOf(module, node as CallNode, name, supplied.has(name), context));
    });
    return found;
  };
}

type CallNode = Extract<Node, { type: 'CallExpression' }>;

function readName(module: Module, node: Node, { resolver, settings }: Context): string | null {
  if (node.type !== 'CallExpression' || !('object' in node.callee)) return null;
  if (![settings.get, settings.getOrThrow].includes(memberName(node.callee) ?? '')) return null;
  const name = literalText(node.arguments[0]);
  if (name === null || !ENV_NAME.test(name)) return null;
  return isService(resolver, module, node.callee.object as Node, settings) ? name : null;
}

/** The service itself is asked for a default first, and then for what its schema or its configuration supplies. */
function readOf(module: Module, node: CallNode, name: string, supplied: boolean, context: Context): Read {
  const read = toRead(name, module, node);
  const usual = node.arguments[1];
  const hasDefault = usual !== undefined && usual.type !== 'ObjectExpression';
  const around = module.scopes.functionAround(node);
  const conditional = isConditional(module, around, node) || isInTry(module, node);
  const starts = runsAtStart(module, around, context);
  const throws = memberName(node.callee) === context.settings.getOrThrow;
  return {
    ...read,
    fallback: hasDefault ? (literalText(usual) !== null ? 'literal' : 'other') : supplied ? 'other' : read.fallback,
    conditional,
    starts,
    breaks: throws && starts && !conditional,
  };
}

/** Constructors of providers, hooks of the start, factories of providers, and the function that makes the app. */
function runsAtStart(module: Module, around: Node, { settings, app }: Context): boolean {
  if (around.type === 'Program' || contains(around, app)) return true;
  const name = around.type === 'ClassMethod' ? keyName(around) : null;
  if (name !== null && settings.startHooks.includes(name)) return true;
  if (name === 'constructor') {
    const owner = classAround(module, around);
    const decorators = owner && 'decorators' in owner ? (owner.decorators ?? []) : [];
    // One with a scope of its own may be made with every request.
    return decorators.length > 0 && !decorators.some((each) => /\bscope\b/.test(textOf(module, each as Node)));
  }
  const holder = around.type === 'ObjectMethod' ? around : module.scopes.parents.get(around);
  const isProperty = holder?.type === 'ObjectProperty' || holder?.type === 'ObjectMethod';
  return isProperty && keyName(holder) === settings.factory;
}

function contains(outer: Node, inner: Node): boolean {
  let found = false;
  walk(outer, (node) => {
    found ||= node === inner;
    return !found;
  });
  return found;
}

/** A parameter or a field of its class, or what the app hands out: `app.get(ConfigService)`. */
function isService(resolver: Resolver, module: Module, expression: Node, settings: SettingsDialect): boolean {
  const node = unwrap(expression);
  if (node.type === 'CallExpression')
    return node.arguments[0] !== undefined && resolver.packageName(module, node.arguments[0]) === settings.service;
  const isOfClass = (declared: Node): boolean => {
    const name = typeName(declared);
    return name !== null && resolver.packageName(module, name) === settings.service;
  };
  if (node.type === 'Identifier') {
    const binding = module.scopes.lookup(node.name, node);
    if (!binding) return false;
    return (
      isOfClass(binding.identifier) || Boolean(binding.init && isService(resolver, module, binding.init, settings))
    );
  }
  if (!('object' in node) || (node.object as Node).type !== 'ThisExpression') return false;
  return fieldsOf(classAround(module, node), memberName(node)).some(isOfClass);
}

/** What declares a field: itself, or the parameter of the constructor that becomes one. */
function fieldsOf(owner: Node | null, name: string | null): Node[] {
  if (!owner || !('body' in owner) || (owner.body as Node).type !== 'ClassBody') return [];
  return (owner.body as Extract<Node, { type: 'ClassBody' }>).body.flatMap((member): Node[] => {
    if (member.type === 'ClassProperty') return keyName(member) === name ? [member] : [];
    if (member.type !== 'ClassMethod' || member.kind !== 'constructor') return [];
    return member.params
      .map((each) => (each.type === 'TSParameterProperty' ? each.parameter : null))
      .filter((each) => each?.type === 'Identifier' && each.name === name) as Node[];
  });
}

/** Names that a schema's default or an object of the app's own gives a value. */
function suppliedNames(module: Module): string[] {
  const found: string[] = [];
  walk(module.ast.program, (node) => {
    const isField = node.type === 'ClassProperty';
    if (!isField && node.type !== 'ObjectProperty') return;
    const name = keyName(node);
    if (name === null || !ENV_NAME.test(name)) return;
    const text = node.value ? textOf(module, node.value) : '';
    const supplies = isField
      ? text !== '' || (node.decorators ?? []).some((each) => SUPPLIES.test(textOf(module, each)))
      : !DEMAND.test(text) || SUPPLIES.test(text);
    if (supplies) found.push(name);
  });
  return found;
}
