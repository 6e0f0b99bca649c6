import type { Node } from '@babel/types';
import { cookieCall } from '../../../codemods/lib/cookies/calls';
import { quoted } from '../../../codemods/lib/escape';
import { settingOf } from '../../../codemods/lib/options/place';
import { escapeRegExp } from '../../../codemods/lib/text';
import { keyName, literalText, memberName, walk } from '../../../codemods/lib/walk';
import type { Project, Report } from '../../types';
import { scanned } from '../scanned';

type Call = Extract<Node, { type: 'CallExpression' }>;

/**
 * Browsers know a cookie by its name, path and domain: `res.clearCookie('sid')` leaves one that was set with a path of
 * its own.
 */
export function clearing(project: Project): Report[] {
  const cleared = clearedIn(project);
  const scopes = cleared.length === 0 ? new Map<string, string>() : scopesIn(project, cleared);
  return cleared.flatMap(({ file, node, name }) => {
    const scope = scopes.get(name);
    if (!scope) return [];
    const message = `The cookie "${name}" is set with ${scope} and cleared without: browsers keep it.`;
    return [{ file, node, message, fix: 'manual', snippet: `res.clearCookie(${quoted(name, "'")}, { ${scope} })` }];
  });
}

interface Cleared {
  file: string;
  node: Call;
  name: string;
}

/** `res.clearCookie('sid')` without options. */
function clearedIn(project: Project): Cleared[] {
  return scanned(project, /clearCookie/).flatMap(({ file, module }) => {
    const found: Cleared[] = [];
    walk(module.ast.program, (node) => {
      if (node.type !== 'CallExpression' || memberName(node.callee) !== 'clearCookie') return;
      const name = node.arguments.length === 1 ? literalText(node.arguments[0]) : null;
      if (name !== null) found.push({ file, node, name });
    });
    return found;
  });
}

/** What of their path and domain those cookies are set with, by name. */
function scopesIn(project: Project, cleared: readonly Cleared[]): Map<string, string> {
  const names = [...new Set(cleared.map(({ name }) => name))];
  const named = new RegExp(`\\(\\s*(['"\`])(?:${names.map(escapeRegExp).join('|')})\\1`);
  const mayScope = (text: string): boolean =>
    /\.cookie\(|etCookie|ookies\??\.set/.test(text) && /\b(path|domain)\b/.test(text) && named.test(text);
  const scopes = new Map<string, string>();
  scanned(project, mayScope).each(({ module }) => {
    walk(module.ast.program, (node) => {
      const name = node.type === 'CallExpression' ? literalText(node.arguments[0]) : null;
      if (node.type !== 'CallExpression' || name === null || !names.includes(name)) return;
      const found = cookieCall(module, project.resolver, node);
      const scope = found && !found.kind.session ? scopeOf(project, found) : null;
      if (scope) scopes.set(name, scope);
    });
  });
  return scopes;
}

/** `path: '/auth'`, where the cookie is not for the whole host. */
function scopeOf({ resolver }: Project, { options }: NonNullable<ReturnType<typeof cookieCall>>): string | null {
  if (options.kind !== 'literal' && options.kind !== 'elsewhere') return null;
  const parts = options.literal.properties.flatMap((property) => {
    const name = keyName(property);
    if (name !== 'path' && name !== 'domain') return [];
    const said = settingOf(options, resolver, name);
    const text = typeof said === 'string' ? null : literalText(said);
    return text === null || text === '/' ? [] : [`${name}: ${quoted(text, "'")}`];
  });
  return parts.length > 0 ? parts.join(', ') : null;
}
