import type { Node } from '@babel/types';
import { makerOf } from '../../../codemods/lib/maker';
import { inDevelopment } from '../../../codemods/lib/development';
import { isNode, keyName, literalText, memberName } from '../../../codemods/lib/walk';
import { frameworks } from '../../frameworks/index';
import type { RuleContext, Visitor } from '../../types';
import { isPublic, secretArguments } from './arguments';
import { hasCredentials, isKnownToken, isSecretName, isSecretValue } from './names';

type Of<T extends Node['type']> = Extract<Node, { type: T }>;

/** Texts for people, forms, API descriptions and tests name passwords without holding any. */
const OTHER_FILES =
  /(^|\/)(__?tests?__?|tests?|spec|mocks?|__mocks__|fixtures?|i18n|locales?|lang|languages|translations?|swagger|openapi|docs?|api-docs)(\/|\.|$)|\.(test|spec|stories|swagger|doc)s?\.\w+$/i;
const OTHER_KEYS =
  /^(examples?|properties|labels?|messages?|errors?|translations?|placeholders?|placeholder_\w+|i18n|locales?|fields?|columns?|attributes?|projection|select|include|exclude|schemas?|validations?|rules|parameters|definitions|components|headers|icons|types?|routes?|paths?|urls?|events?)$/i;

/** Reports secrets that stand in the source, by what they are called, where they go, or what they look like. */
export function hardCoded(context: RuleContext): Visitor {
  const { module, file } = context;
  if (OTHER_FILES.test(file.path)) return {};
  const reported = new Set<Node>();
  const report = (node: Node, name: string): void => {
    if (reported.has(node) || inDevelopment(module, node)) return;
    reported.add(node);
    context.report(node, { message: `${name} holds a secret that stands in the source.`, fix: 'manual' });
  };
  const test = (name: string | null, value: Node | null | undefined): void => {
    const text = literalText(value);
    if (text === null || !value || name === null || !isSecretName(name) || !isSecretValue(name, text)) return;
    if (!isDescribed(context, value)) report(value, name);
  };
  const call = (node: Of<'CallExpression' | 'NewExpression'>): void => {
    for (const value of secretArguments(context, node)) if (isPublic(context, value)) report(value, 'This call');
  };
  return {
    CallExpression: call,
    NewExpression: call,
    ObjectProperty: (node: Of<'ObjectProperty'>) => test(keyName(node), node.value),
    ClassProperty: (node: Of<'ClassProperty'>) => test(keyName(node), node.value),
    VariableDeclarator: (node: Of<'VariableDeclarator'>) =>
      test(node.id.type === 'Identifier' ? node.id.name : null, node.init),
    AssignmentExpression: (node: Of<'AssignmentExpression'>) => {
      test(memberName(node.left) ?? (node.left.type === 'Identifier' ? node.left.name : null), node.right);
      for (const value of cookieKeys(context, node)) if (isPublic(context, value)) report(value, 'app.keys');
    },
    StringLiteral: (node: Of<'StringLiteral'>) => {
      if (isKnownToken(node.value)) report(node, 'A literal');
      else if (hasCredentials(node.value)) report(node, 'An address');
    },
  };
}

/** `app.keys = ['…']`, with which cookies are signed. */
function cookieKeys({ module, resolver }: RuleContext, { left, right }: Of<'AssignmentExpression'>): Node[] {
  if (left.type !== 'MemberExpression' || right.type !== 'ArrayExpression') return [];
  const owners = frameworks.filter(({ signingKeys }) => signingKeys === memberName(left));
  const owner = owners.length > 0 ? makerOf(resolver, module, left.object) : null;
  return owners.some(({ chain }) => chain.modules.includes(owner ?? ''))
    ? right.elements.filter(isNode).map((element) => element as Node)
    : [];
}

/** Inside an object that describes fields, or names texts for them; or inside what is thrown, which says what is wrong. */
function isDescribed({ module }: RuleContext, value: Node): boolean {
  const { parents } = module.scopes;
  const holder = parents.get(value);
  const owner = holder?.type === 'AssignmentExpression' ? ownerOf(holder.left) : null;
  if (owner !== null && OTHER_KEYS.test(owner)) return true;
  for (let node = holder && parents.get(holder); node; node = parents.get(node)) {
    const name = nameOf(node);
    if ((name !== null && OTHER_KEYS.test(name)) || node.type === 'ThrowStatement') return true;
  }
  return false;
}

/** `errors` of `errors.password = …` */
function ownerOf(left: Node): string | null {
  if (left.type !== 'MemberExpression') return null;
  return left.object.type === 'Identifier' ? left.object.name : memberName(left.object);
}

function nameOf(node: Node): string | null {
  if (node.type === 'ObjectProperty') return keyName(node);
  return node.type === 'VariableDeclarator' && node.id.type === 'Identifier' ? node.id.name : null;
}

/** `process.env.SECRET || 'x'`, `process.env.SECRET ? process.env.SECRET : 'x'`, `const { SECRET = 'x' } = process.env` */
export function fallback(context: RuleContext): Visitor {
  const test = (name: string | null, value: Node, node: Node): void => {
    if (name === null || !isSecretName(name) || !literalText(value) || inDevelopment(context.module, node)) return;
    context.report(node, { message: `${name} falls back to a value that stands in the source.`, fix: 'manual' });
  };
  return {
    LogicalExpression: (node: Of<'LogicalExpression'>) => {
      if (node.operator !== '&&') test(environmentName(node.left), node.right, node);
    },
    ConditionalExpression: (node: Of<'ConditionalExpression'>) =>
      test(environmentName(node.consequent), node.alternate, node),
    VariableDeclarator: (node: Of<'VariableDeclarator'>) => {
      if (node.id.type !== 'ObjectPattern' || !node.init || memberName(node.init) !== 'env') return;
      for (const property of node.id.properties)
        if (property.type === 'ObjectProperty' && property.value.type === 'AssignmentPattern')
          test(keyName(property), property.value.right, property);
    },
  };
}

function environmentName(node: Node): string | null {
  const isEnv = node.type === 'MemberExpression' && memberName(node.object) === 'env';
  return isEnv ? memberName(node) : null;
}
