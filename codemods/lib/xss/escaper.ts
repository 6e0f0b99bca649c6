import type { Module } from '../resolve';
import { requiredSource } from '../scope';
import { unwrap } from '../walk';

/** How a file that imports `escape-html` or lodash calls what encodes for HTML; null where it imports neither. */
export function ownEscaper({ scopes }: Module): string | null {
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
