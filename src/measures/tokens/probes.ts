import type { HttpProbe, ProbeAnswer, ProbeMeta, ProbeRequest, ProbeTarget, Skip, Verdict } from '../../types/proof';
import { fail, isIn, limited, pass, skip, statusOf, together } from '../expect';
import { forgedTokens, misusedOwnTokens, misusedTokens } from './forge';
import { ownNames } from './kinds';

const OWASP = 'https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html';
const RFC = 'https://www.rfc-editor.org/rfc/rfc8725';
const http = { kind: 'http', risk: 'fatal', numbers: [21] } as const;

export const tokensProbes: (ProbeMeta & HttpProbe)[] = [
  {
    ...http,
    numbers: [21],
    id: 'tokens/forged',
    attack: 'Come in with a forged token',
    proves: 'Tokens without a signature, or with one that anybody can make, open nothing.',
    cwe: 'CWE-347',
    reference: OWASP,
    requests: (target) =>
      guarded(
        target,
        forgedTokens().map((token) => ['a forged token', token]),
      ),
    judge: ({ answers }) => together(answers.map(staysOut)),
  },
  {
    ...http,
    numbers: [21],
    id: 'tokens/misused',
    attack: 'Come in with a token that is over',
    proves: 'Tokens that have ended, never end, or are for something else open nothing.',
    cwe: 'CWE-613',
    reference: RFC,
    requests: (target) => guarded(target, misused(target)),
    judge: ({ answers }) => together(answers.map(staysOut)),
  },
];

/** The secret of generated tokens is the first that is made up. */
function misused({ answers, canaries, measures }: ProbeTarget): [what: string, token: string][] {
  const generates = measures.includes('tokens') && answers['tokens.kind'] === 'own';
  const own = generates ? canaries.slice(0, 1).flatMap((secret) => misusedOwnTokens(secret, ownNames(answers))) : [];
  return [...own, ...canaries.slice(0, 4).flatMap(misusedTokens)];
}

/** The first routes that refused a visitor without a token, each with every token; the client is named for its token. */
function guarded({ looked }: ProbeTarget, tokens: [what: string, token: string][]): ProbeRequest[] | Skip {
  const paths = looked.filter(({ status }) => status === 401).map(({ request }) => request.path);
  if (paths.length === 0) return skip('no route demands a token');
  if (tokens.length === 0) return skip('no secret was made up for this run');
  return paths
    .slice(0, 2)
    .flatMap((path) =>
      tokens.map(([client, token]) => ({ path, client, headers: { authorization: `Bearer ${token}` } })),
    );
}

function staysOut(answer: ProbeAnswer): Verdict | Skip {
  const what = answer.request.client;
  if (answer.status === 429) return limited;
  if (isIn(answer, 2)) return fail(`${statusOf(answer)} with ${what}`);
  return isIn(answer, 5) || answer.status === 0
    ? fail(`${statusOf(answer)} for ${what}`)
    : pass(`${statusOf(answer)}, refused`);
}
