import type { Probe, ProbeAnswer, ProbeTarget, Skip, TargetRoute, Verdict } from '../../types/proof';
import { checkedRoutes, credentials, filled, loginOf, NOBODY, to } from '../aim';
import { fail, isIn, limited, pass, skip, statusOf } from '../expect';

const NODE =
  'https://nodejs.org/en/learn/getting-started/security-best-practices#denial-of-service-of-http-server-cwe-400';
/** Header timeout and the interval in which it is looked at, as generated, and some time to spare. */
const LONGEST_HEADER = 25_000;
/** The usual limit of JSON bodies and some more; and more than an app that takes pictures in JSON allows. */
const SIZES = [150_000, 11_000_000];
/** Docker's grace time before it kills. */
const LONGEST_STOP = 10_000;

export const limitsProbes: Probe[] = [
  {
    kind: 'http',
    risk: 'slow',
    id: 'limits/slow',
    attack: 'Hold connections open by sending slowly',
    proves: 'A client that never completes its request does not hold a connection for long.',
    cwe: 'CWE-400',
    reference: NODE,
    requests: ({ home }) => [{ path: home, direct: true, slowly: LONGEST_HEADER }],
    judge: ({ answers: [answer] }) => {
      const { elapsed, request } = answer!;
      const open = elapsed > request.slowly! - 500;
      return open
        ? fail(`still open after ${seconds(elapsed)}`)
        : pass(`${answer!.status === 0 ? 'closed' : statusOf(answer!)} after ${seconds(elapsed)}`);
    },
  },
  {
    kind: 'http',
    risk: 'fatal',
    id: 'limits/body',
    attack: 'Fill the memory with a large body',
    proves: 'The size of a body is limited before it is read.',
    cwe: 'CWE-770',
    reference: 'https://expressjs.com/en/resources/middleware/body-parser.html',
    numbers: [5],
    requests: (target) => {
      const route = reader(target);
      if (!route) return skip('no route takes a login or a body that is checked');
      return SIZES.map((size) => ({ ...to(route), body: { padding: 'x'.repeat(size) } }));
    },
    judge: ({ answers, alive }) => (alive ? refusesSize(answers) : fail('the app ended')),
  },
  {
    kind: 'stop',
    id: 'limits/stop',
    attack: 'Be in the middle of a request at a restart',
    proves: 'Requests under way are answered before the process ends, and it does end.',
    cwe: 'CWE-404',
    reference: 'https://expressjs.com/en/advanced/healthcheck-graceful-shutdown.html',
    request: (target) => {
      const login = loginOf(target);
      if (login) return { ...to(login), body: credentials(login, NOBODY) };
      const [route] = checkedRoutes(target);
      return route ? { ...to(route), body: filled(route.reads.body, () => ({})) } : skip('no route waits for a body');
    },
    judge: ({ answer, ending: { code, elapsed } }) => {
      if (answer.status === 0) return fail('the request was cut off');
      if (code === null && elapsed > LONGEST_STOP) return fail(`${statusOf(answer)}, but it did not end`);
      return pass(`${statusOf(answer)}, ended with ${code ?? 'the signal'} after ${seconds(elapsed)}`);
    },
  },
];

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1).replace(/\.0$/, '')} s`;

const reader = (target: ProbeTarget): TargetRoute | undefined => loginOf(target) ?? checkedRoutes(target)[0];

/** A server may also close the connection on a client that goes on sending. */
function refusesSize(answers: ProbeAnswer[]): Verdict | Skip {
  const refused = answers.findIndex(({ status }) => status === 413 || status === 0);
  if (refused >= 0) return pass(`${statusOf(answers[refused]!)} for ${SIZES[refused]! / 1000} kB`);
  const answer = answers.at(-1)!;
  if (answer.status === 429) return limited;
  if ([403, 404, 405].includes(answer.status)) return skip(`bodies are not read there (${statusOf(answer)})`);
  return isIn(answer, 5) ? fail(`${statusOf(answer)} for 11 MB`) : fail(`${statusOf(answer)}, after reading 11 MB`);
}
