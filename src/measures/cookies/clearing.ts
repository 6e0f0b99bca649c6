import type { Node } from '@babel/types';
import { cookieCall } from '../../../codemods/lib/cookies/calls';
import { quoted } from '../../../codemods/lib/escape';
import { settingOf } from '../../../codemods/lib/options/place';
import { keyName, literalText, memberName, walk } from '../../../codemods/lib/walk';
import type { Project, Report } from '../../types';
import { scanned, someText } from '../scanned';

type Call = Extract<Node, { type: 'CallExpression' }>;

/**
 * Browsers know a cookie by its name, path and domain: `res.clearCookie('sid')` leaves one that was set with a path of
 * its own.
 */
export function clearing(project: Project): Report[] {
  if (!someText(project, /clearCookie/)) return [];
  const scoped = new Map<string, string>();
  const cleared: { file: string; node: Call; name: string }[] = [];
  for (const { file, module } of scanned(project, /\.cookie\(|etCookie|clearCookie|ookies\??\.set|setSignedCookie/)) {
    walk(module.ast.program, (node) => {
      if (node.type !== 'CallExpression') return;
      const [name, options] = node.arguments;
      const text = literalText(name);
      if (text === null) return;
      if (memberName(node.callee) === 'clearCookie' && !options) cleared.push({ file, node, name: text });
      const found = cookieCall(module, project.resolver, node);
      const scope = found && !found.kind.session ? scopeOf(project, found) : null;
      if (scope) scoped.set(text, scope);
    });
  }
  return cleared.flatMap(({ file, node, name }) => {
    const scope = scoped.get(name);
    if (!scope) return [];
    const message = `The cookie "${name}" is set with ${scope} and cleared without: browsers keep it.`;
    return [{ file, node, message, fix: 'manual', snippet: `res.clearCookie(${quoted(name, "'")}, { ${scope} })` }];
  });
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
