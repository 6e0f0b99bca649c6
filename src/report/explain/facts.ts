import type { Owasp, Rule } from '../../types';

/** The page of a category of the OWASP Top 10: `A01:2025 Broken Access Control`. */
export function owaspLink(category: Owasp): string {
  const [code, ...words] = category.split(' ');
  return `https://owasp.org/Top10/2025/${code!.replace(':', '_')}-${words.join('_')}/`;
}

/** What `harden` does about the findings of a rule, in a sentence. */
export function fixedBy({ id, fixed, risk }: Rule): string {
  if (fixed === 'never') return 'Not fixed automatically: what it finds is listed, with what to do.';
  const often = `Fixed by \`tempered harden\`${fixed === 'sometimes' ? ' where the code allows it' : ''}`;
  return risk === 'behaviour'
    ? `${often}, with \`--fix ${id}\` or a yes at the prompt: clients may notice it.`
    : `${often}.`;
}

/** The same in a few words, for lists. */
export function fixedMark({ fixed, risk }: Rule): string {
  if (fixed === 'never') return 'not fixed';
  return `fixed ${fixed}${risk === 'behaviour' ? ', with --fix' : ''}`;
}
