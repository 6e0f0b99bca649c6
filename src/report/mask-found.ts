import type { Finding } from '../types';
import { maskSecrets } from './mask';

const LITERAL = /(['"`])((?:\\.|(?!\1)[^\\])+)\1/gs;
/** The value of a line that names it without quotes: `password: hunter2`, `PASSWORD=hunter2`. */
const BARE = /^[^=:\n]*[=:][ \t]*(\S[^\n]*)/;

/**
 * Masks a text as everywhere, and in it what findings of this project say is a secret, whatever it looks like. Lines stay
 * where they are. `read` gives the text of a finding's file.
 */
export function maskFound(
  findings: readonly Finding[],
  read: (file: string) => string | null,
): (text: string) => string {
  const secrets = findings.filter(({ rule, fingerprint }) => rule.startsWith('secrets/') && fingerprint === undefined);
  const hidden = [...new Set(secrets.flatMap((finding) => literalsOf(finding, read(finding.file) ?? '')))]
    .sort((a, b) => b.length - a.length)
    .map((literal) => [literal, masked(literal)] as const);
  return (text) => maskSecrets(hidden.reduce((left, [literal, mask]) => left.replaceAll(literal, mask), text));
}

/** What a finding points at: its literals with their quotes, or what stands behind the sign of its line. */
function literalsOf({ start, end, line }: Finding, text: string): string[] {
  if (start === end) return [];
  const literals = text.slice(start, end).match(LITERAL);
  if (literals) return literals;
  const bare = BARE.exec(text.split('\n')[line - 1] ?? '')?.[1]?.trim();
  return bare === undefined || bare.length < 4 ? [] : [bare];
}

function masked(literal: string): string {
  const [, quote = ''] = /^(['"`])/.exec(literal) ?? [];
  return `${quote}***${'\n'.repeat(literal.split('\n').length - 1)}${quote}`;
}
