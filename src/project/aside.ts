import type { Node } from '@babel/types';
import { isFunction, literalText, memberName, walk } from '../../codemods/lib/walk';
import type { Reach } from './app';
import { type Call, isApp, type Site, siteOf } from './sites';

/** What a process tells of itself, to those who look after it. */
const TELLS = /^\/(metrics|health\w*|ready\w*|live\w*|ping|status)\b/i;
const REGISTERS = /^(use|all|get|head|post|put|patch|delete|route|register|on|mount)$/;

/**
 * Whether a served app only tells how the process is, or only sends clients to https: one beside the app itself, which is
 * another one then.
 */
export function isAside({ calls, sites, resolver }: Pick<Reach, 'calls' | 'sites' | 'resolver'>, site: Site): boolean {
  const own = calls.filter(({ module, node }) => {
    if (node.callee.type !== 'MemberExpression' || !REGISTERS.test(memberName(node.callee) ?? '')) return false;
    const on = siteOf(sites, resolver, module, node.callee.object);
    // `app.get('port')` of Express reads a setting.
    return on !== null && isApp(on, site) && !(node.arguments.length === 1 && literalText(node.arguments[0]) !== null);
  });
  return own.length > 0 && own.every((call) => tells(call) || redirects(call));
}

const tells = ({ node }: Call): boolean =>
  /^(get|head)$/.test(memberName(node.callee) ?? '') && TELLS.test(literalText(node.arguments[0]) ?? '');

/** `http.use((req, res) => res.redirect(…))` */
function redirects({ node }: Call): boolean {
  const handler = node.arguments.at(-1);
  let found = false;
  if (isFunction(handler))
    walk(handler as Node, (inner) => {
      found ||= inner.type === 'CallExpression' && memberName(inner.callee) === 'redirect';
      return !found;
    });
  return found && /^(use|all|get)$/.test(memberName(node.callee) ?? '') && !isOwnPath(node.arguments[0] as Node);
}

/** The path of one page, and not `*`. */
const isOwnPath = (path: Node): boolean => /^\/[\w-]/.test(literalText(path) ?? '');
