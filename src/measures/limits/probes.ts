import type { JsonObject } from '../../types';
import type { Probe, ProbeAnswer, ProbeRequest, ProbeTarget, Skip, TargetRoute, Verdict } from '../../types/proof';
import { asForm, checkedRoutes, credentials, filled, loginOf, NOBODY, to } from '../aim';
import { fail, limited, pass, skip, statusOf } from '../expect';

const NODE =
  'https://nodejs.org/en/learn/getting-started/security-best-practices#denial-of-service-of-http-server-cwe-400';
/** Header timeout and the interval in which it is looked at, as generated, and some time to spare. */
const LONGEST_HEADER = 25_000;
/** The usual limit of JSON bodies and some more; and more than an app that takes pictures in JSON allows. */
const SIZES = [150_000, 11_000_000];
/** Milliseconds from the signal, in which the second half of the request is not yet sent. */
const BEFORE_THE_REST = 120;
/** Milliseconds after which an app that stops well has answered what it can. */
const LONGEST_ANSWER = 8_000;
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
      const { elapsed, request, text } = answer!;
      if (text === 'it answered without end') return fail(text);
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
      return route ? largeBodies(route) : skip('no route takes a login or a body that is checked');
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
      const asSent = target.looked.some(({ text }) => /type=["']?password/i.test(text)) ? asForm : asJson;
      if (login) return { ...to(login), ...asSent(credentials(login, NOBODY)) };
      const [route] = checkedRoutes(target);
      return route ? { ...to(route), body: filled(route.reads.body, () => ({})) } : skip('no route waits for a body');
    },
    judge: ({ answer, ending: { code, elapsed } }) => {
      if (answer.status === 0 && answer.elapsed > LONGEST_ANSWER) return skip('such a request is not answered in time');
      if (answer.status === 0) return fail('the request was cut off');
      // The rest of the body came later than that: who waits for it cannot have ended yet.
      if (code === null && elapsed < BEFORE_THE_REST) return fail('it ends at once, whatever is under way');
      if (code === null && elapsed > LONGEST_STOP) return fail(`${statusOf(answer)}, but it did not end`);
      return pass(`${statusOf(answer)}, ended with ${code ?? 'the signal'} after ${seconds(elapsed)}`);
    },
  },
];

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1).replace(/\.0$/, '')} s`;

const reader = (target: ProbeTarget): TargetRoute | undefined => loginOf(target) ?? checkedRoutes(target)[0];

const asJson = (body: JsonObject): Pick<ProbeRequest, 'body' | 'headers'> => ({ body });

/** Nothing, and nothing that can be parsed, to see whether JSON is read at all; then large bodies as JSON and as a form. */
function largeBodies(route: TargetRoute): ProbeRequest[] {
  const json = { ...to(route), headers: { 'content-type': 'application/json' } };
  const sizes = [asJson, asForm].flatMap((write) => SIZES.map((size) => write({ padding: 'x'.repeat(size) })));
  return [
    { ...json, body: '{}' },
    { ...json, body: '{"padding": ' },
    ...sizes.map((body) => ({ ...to(route), ...body })),
  ];
}

/** A server may also close the connection on a client that goes on sending. */
function refusesSize([empty, malformed, ...large]: ProbeAnswer[]): Verdict | Skip {
  const readsJson = empty!.status !== malformed!.status || empty!.text !== malformed!.text;
  const answers = readsJson ? large.slice(0, SIZES.length) : large.slice(SIZES.length);
  const refused = answers.findIndex(({ status }) => status === 413 || status === 0);
  if (refused >= 0) return pass(`${statusOf(answers[refused]!)} for ${SIZES[refused]! / 1000} kB`);
  const answer = answers.at(-1)!;
  if (answer.status === 429) return limited;
  return [403, 404, 405].includes(answer.status)
    ? skip(`bodies are not read there (${statusOf(answer)})`)
    : fail(`${statusOf(answer)} for ${SIZES.at(-1)! / 1_000_000} MB`);
}
