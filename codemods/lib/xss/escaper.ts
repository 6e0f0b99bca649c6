import type { Module } from '../resolve';
import { requiredSource } from '../scope';
import { unwrap } from '../walk';

/**
 * How a file that imports `escape-html` or lodash calls what encodes for HTML; null where it imports neither, and in
 * TypeScript, where these take texts only.
 */
export function ownEscaper({ path: file, scopes }: Module): string | null {
  if (/\.[cm]?tsx?$/.test(file)) return null;
  for (const { name, kind, source, imported, init, path } of scopes.top.values()) {
    const from = kind === 'import' ? source : kind === 'variable' && init ? requiredSource(unwrap(init)) : null;
    const member = kind === 'import' ? imported : (path[0] ?? 'default');
    const whole = member === 'default' || member === '*';
    if (from === null) continue;
    if (/^(escape-html|lodash[./]escape|lodash-es\/escape)$/.test(from) && whole) return name;
    if (/^lodash(-es)?$/.test(from)) {
      if (whole) return `${name}.escape`;
      if (member === 'escape') return name;
    }
  }
  return null;
}
