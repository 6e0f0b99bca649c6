import type { HttpProbe, ProbeAnswer, ProbeMeta, ProbeTarget, Skip, Verdict } from '../../types/proof';
import { fail, header, isIn, limited, pass, said, skip, statusOf, together } from '../expect';

const TARGET =
  /^(next|url|uri|redirect\w*|return\w*|continue|dest(ination)?|target|go(to)?|back(url)?|callback\w*|forward)$/i;
/** What is no address by its name. */
const OTHERS = /code|state|token|id$|page|limit/i;
/** What browsers take for another site, and careless checks do not. */
const PAYLOADS = [
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '\\\\evil.example/',
  '/.//evil.example/',
  '///evil.example/',
  'https:evil.example',
  'https:/evil.example',
  '/\t/evil.example/',
  'https://app.example.com@evil.example/',
  'https://app.example.com.evil.example/',
  'javascript:alert(1)',
  'data:text/html,evil',
];

export const redirectsProbes: (ProbeMeta & HttpProbe)[] = [
  {
    kind: 'http',
    risk: 'safe',
    id: 'redirects/elsewhere',
    attack: 'Lead a visitor from its link to another site',
    proves: 'An address that comes with the request leads to the same site only.',
    cwe: 'CWE-601',
    reference: 'https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html',
    numbers: [28],
    requests: ({ routes }) => {
      const reads = routes.flatMap(({ method, path, reads, leadsOn }) =>
        method === 'GET' ? reads.query.map(({ name }) => ({ start: `${path}?${name}=`, name, leadsOn })) : [],
      );
      const named = reads.filter(({ name }) => TARGET.test(name));
      // Whatever such a route reads may be where it leads.
      const others = reads.filter((each) => each.leadsOn && !named.includes(each) && !OTHERS.test(each.name));
      const readers = [
        ...named.filter(({ leadsOn }) => leadsOn),
        ...others,
        ...named.filter(({ leadsOn }) => !leadsOn),
      ];
      if (readers.length === 0) return skip('no route reads where it shall lead');
      return readers
        .slice(0, 4)
        .flatMap(({ start }) => PAYLOADS.map((payload) => ({ path: start + encodeURIComponent(payload) })));
    },
    judge: ({ answers }, target) => together(answers.map((answer) => staysHere(answer, target))),
  },
];

function staysHere(answer: ProbeAnswer, { settings }: ProbeTarget): Verdict | Skip {
  if (answer.status === 429) return limited;
  const location = header(answer, 'location');
  if (!isIn(answer, 3) || location === '') return pass(`${statusOf(answer)}, no redirect`);
  const base = new URL(settings.home ?? 'https://app.invalid');
  const to = URL.canParse(location, base.href) ? new URL(location, base) : base;
  const leaves = /(^|\.)evil\.example$/.test(to.hostname) || !/^https?:$/.test(to.protocol);
  return leaves ? fail(said(answer, 'location')) : pass(said(answer, 'location'));
}
