import { quoted } from '../../../codemods/lib/escape';
import { type TokenFacts, tokenFlaws } from '../../../codemods/lib/tokens/flaws';
import { resolverAlone } from '../../../codemods/lib/flow/alone';
import type { Flaw } from '../../../codemods/lib/options/flaw';
import { walk } from '../../../codemods/lib/walk';
import type { Edit, JsonObject, Project } from '../../types';
import { scanned } from '../scanned';
import { TOKENS } from './facts';

/**
 * The issuer and the audience that the user gave, for all calls or for none: a token is only verified by what it was
 * signed with. Giving them is the yes: tokens that are out already are refused from then on.
 */
export function claimEdits(project: Project, facts: TokenFacts): Edit[] {
  return (['issuer', 'audience'] as const).flatMap((claim) => {
    if (facts[claim] === '') return [];
    const rule = `tokens/no-${claim}`;
    const places = placesOf(project, facts, rule);
    const left = places.find(({ flaw }) => !flaw.mend);
    const files = left ? [left.file] : [...new Set(places.map(({ file }) => file))];
    return files.map((file) => ({
      measure: 'tokens',
      kind: 'codemod',
      codemod: 'secure-tokens',
      file,
      // With no place that can be told, the codemod leaves all of them, and the snippet is shown.
      options: { rule: left ? '' : rule, facts: facts as unknown as JsonObject },
      present: null,
      manual: {
        reason: `The ${claim} of tokens belongs into every call that signs or verifies them, and this one could not be changed safely.`,
        line: (left ?? places[0])?.flaw.node.loc?.start.line ?? null,
        snippet: `${claim}: ${quoted(facts[claim], "'")}`,
      },
    }));
  });
}

function placesOf(project: Project, facts: TokenFacts, rule: string): { file: string; flaw: Flaw }[] {
  const found: { file: string; flaw: Flaw }[] = [];
  scanned(project, new RegExp(TOKENS.join('|'))).each(({ file, module }) => {
    walk(module.ast.program, (node) => {
      for (const flaw of tokenFlaws(module, project.resolver, node, () => facts)) {
        if (flaw.rule !== rule) continue;
        const own = tokenFlaws(module, resolverAlone, node, () => facts).find((each) => each.rule === rule);
        found.push({ file, flaw: own ?? { ...flaw, mend: null } });
      }
    });
  });
  return found;
}
