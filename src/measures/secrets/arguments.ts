import type { Node } from '@babel/types';
import { isNode, literalText, propertyOf } from '../../../codemods/lib/walk';
import type { RuleContext } from '../../types';

/** Where a package takes a secret: the position of the argument, and the options of it that hold one. */
const TAKES: Record<string, { position: number; options?: string[] }> = {
  'jsonwebtoken#sign': { position: 1 },
  'jsonwebtoken#verify': { position: 1 },
  'cookie-parser': { position: 0 },
  'express-session': { position: 0, options: ['secret'] },
  'cookie-session': { position: 0, options: ['secret', 'keys'] },
  'express-jwt': { position: 0, options: ['secret'] },
  'express-jwt#expressjwt': { position: 0, options: ['secret'] },
  'passport-jwt#Strategy': { position: 0, options: ['secretOrKey'] },
  'crypto#createHmac': { position: 1 },
  'koa-jwt': { position: 0, options: ['secret'] },
  'hono/jwt#sign': { position: 1 },
  'hono/jwt#verify': { position: 1 },
  'hono/jwt#jwt': { position: 0, options: ['secret'] },
  'hono/cookie#getSignedCookie': { position: 1 },
  'hono/cookie#setSignedCookie': { position: 3 },
  'hono/bearer-auth#bearerAuth': { position: 0, options: ['token'] },
  'hono/basic-auth#basicAuth': { position: 0, options: ['password'] },
};

/** The expressions that a call hands to a package as secrets, lists opened, names followed to where they are set. */
export function secretArguments(
  { module, resolver }: RuleContext,
  call: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>,
): Node[] {
  const takes = TAKES[resolver.packageName(module, call.callee) ?? ''];
  const argument = takes && call.arguments[takes.position];
  if (!argument) return [];
  const value = resolver.resolve(module, argument);
  const options = value?.kind === 'node' && value.module === module ? value.node : argument;
  const found = takes.options ? takes.options.map((name) => propertyOf(options, name)) : [argument as Node];
  return found.flatMap((node): Node[] =>
    node?.type === 'ArrayExpression'
      ? node.elements.filter(isNode).map((element) => element as Node)
      : node
        ? [node]
        : [],
  );
}

/** What everybody knows: a literal, or a member of package.json. */
export function isPublic({ module }: RuleContext, node: Node): boolean {
  if (literalText(node)) return true;
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return false;
  const binding = module.scopes.lookup(node.object.name, node.object);
  const source =
    binding?.source ?? (binding?.init?.type === 'CallExpression' ? literalText(binding.init.arguments[0]) : null);
  return source?.endsWith('package.json') === true;
}
