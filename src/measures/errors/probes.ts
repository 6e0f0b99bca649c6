import type {
  HttpProbe,
  ProbeAnswer,
  ProbeMeta,
  ProbeRequest,
  ProbeTarget,
  Seen,
  Skip,
  Verdict,
} from '../../types/proof';
import { checkedRoutes, credentials, hasMeasure, loginOf, NOBODY, places, readingRoutes, to } from '../aim';
import { each, fail, isHtml, isIn, type Judge, limited, pass, skip, statusOf, together } from '../expect';
import { leakIn, repeatsLog } from './leaks';

const OWASP = 'https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html';
const MARK = 'tmprmark';
const malformed = { headers: { 'content-type': 'application/json' }, body: `{"email": ${MARK}` };

export const errorsProbes: (ProbeMeta & HttpProbe)[] = [
  {
    kind: 'http',
    risk: 'fatal',
    id: 'errors/malformed-json',
    attack: 'Read the stack trace of malformed JSON',
    proves: 'A body that cannot be parsed is refused without the words of the parser.',
    cwe: 'CWE-209',
    reference: OWASP,
    numbers: [4],
    requests: (target) => bodied(target).map((request) => ({ ...request, ...malformed })),
    judge: survives(saysNothing(refusesMalformed)),
  },
  {
    kind: 'http',
    risk: 'fatal',
    id: 'errors/odd-query',
    attack: 'Read the stack trace of an odd request',
    proves: 'What makes the app fail tells nothing about its inside.',
    cwe: 'CWE-209',
    reference: OWASP,
    numbers: [3],
    requests: oddRequests,
    judge: survives(saysNothing(() => null)),
  },
  {
    kind: 'http',
    risk: 'fatal',
    id: 'errors/unnoticed',
    attack: 'Make it fail without a trace',
    proves: 'Whoever runs the app can see in its log that it failed, and where.',
    cwe: 'CWE-778',
    reference: OWASP,
    requests: oddRequests,
    judge: leavesTrace,
  },
  {
    kind: 'http',
    risk: 'safe',
    id: 'errors/not-found',
    attack: 'Have a missing page repeat its address',
    proves: 'What does not exist is answered without repeating what was asked for.',
    cwe: 'CWE-116',
    reference: OWASP,
    numbers: [2],
    requests: (target) =>
      ['application/json', 'text/html'].map((accept) => ({
        path: `${target.unknown()}-<${MARK}>?q=<${MARK}>`,
        headers: { accept },
      })),
    judge: each(repeatsNothing),
  },
  {
    kind: 'http',
    risk: 'fatal',
    id: 'errors/crash',
    attack: 'Stop it with one empty login',
    proves: 'Input that a handler does not expect ends a request, and not the app.',
    cwe: 'CWE-248',
    reference: 'https://expressjs.com/en/guide/error-handling.html',
    numbers: [26],
    requests: (target) => {
      const routes = [
        loginOf(target) ?? [],
        target.routes.filter(({ auth }) => auth === 'account'),
        checkedRoutes(target),
      ];
      const [route] = routes.flat();
      if (!route) return skip('no route takes a login or a body that is checked');
      const odd = [{}, [], [1], 'null'].map((body) => ({ ...to(route), ...asJson(body) }));
      return route.auth === 'login' ? [{ ...to(route), body: credentials(route, NOBODY) }, ...odd] : odd;
    },
    judge: (seen, target) => {
      const [usual, odd = usual] = seen.answers;
      if (seen.alive && usual!.status === 0) return skip('it does not answer a wrong password, either');
      return survives(() => pass(`${statusOf(odd!)}, still up`))(seen, target);
    },
  },
];

const asJson = (body: string | object): Pick<ProbeRequest, 'body' | 'headers'> => ({
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

/** Where a body is read: a login, a route that checks it, and what reads bodies before any route. */
function bodied(target: ProbeTarget): Pick<ProbeRequest, 'method' | 'path'>[] {
  const routes = [loginOf(target) ?? [], checkedRoutes(target).slice(0, 1)].flat();
  return [...routes.map(to), { method: 'POST', path: target.unknown() }];
}

/** Lists and objects in place of text, encodings that are none, and what failed when the app was looked at. */
function oddRequests(target: ProbeTarget): ProbeRequest[] {
  const routes = readingRoutes(target);
  const named = routes.filter(({ reads }) => reads.query.length > 0).slice(0, 5);
  const asked = [
    ...named.map(({ path, reads }) => ({ path, names: reads.query.map(({ name }) => name) })),
    ...places(target).map((path) => ({ path, names: ['q', 'id', 'page'] })),
  ];
  const queries = asked.flatMap(({ path, names }) =>
    ['[]=a', '[a]=b', '=%E0%A4%A', `=a&${names[0]}=b`].map(
      (odd) => `${path}?${names.map((name) => name + odd).join('&')}`,
    ),
  );
  const filledIn = routes.filter(({ path, pattern }) => path !== pattern && path.includes('/1')).slice(0, 3);
  const failed = target.looked.filter(({ status }) => status >= 500).map(({ request }) => request.path);
  const paths = [
    ...failed,
    ...queries,
    '/%E0%A4%A',
    '/%00',
    ...filledIn.flatMap(({ path }) => ['/%E0%A4%A', '/zz-none'].map((odd) => path.replace('/1', odd))),
  ];
  return [
    ...paths.map((path) => ({ path })),
    {
      method: 'POST',
      path: target.unknown(),
      headers: { 'content-type': 'application/json; charset=none' },
      body: '{}',
    },
    {
      method: 'POST',
      path: target.unknown(),
      headers: { 'content-type': 'application/json', 'content-encoding': 'none' },
      body: '{}',
    },
  ];
}

/** Whether the app lived through it; otherwise nothing else matters. */
function survives(judge: Judge): Judge {
  return (seen, target) => {
    if (!seen.alive) return fail('the app ended');
    const silent = seen.answers.find(({ status, request }) => status === 0 && !isSilent(request.path, target));
    if (silent) return fail(`no answer to ${silent.request.method ?? 'GET'} ${silent.request.path}`);
    const answers = seen.answers.filter(({ status }) => status !== 0);
    return answers.length > 0 ? judge({ ...seen, answers }, target) : skip('nothing was answered');
  };
}

/** Whether the path got no answer when the app was looked at, either: what it needs may be away. */
function isSilent(path: string, { looked }: ProbeTarget): boolean {
  const [usual] = path.split('?');
  return looked.some(({ status, request }) => status === 0 && request.path === usual);
}

/** No error tells about the inside; `rule` may find more that is wrong with one. */
function saysNothing(rule: (answer: ProbeAnswer, target: ProbeTarget) => Verdict | null): Judge {
  return ({ answers, log }, target) => {
    return together(
      answers.map(
        (answer) =>
          (answer.status >= 400 ? leaked(answer, log) : null) ??
          rule(answer, target) ??
          pass(`${statusOf(answer)}, no details`),
      ),
    );
  };
}

function leaked(answer: ProbeAnswer, log: Seen['log']): Verdict | null {
  const what =
    leakIn(answer.text) ?? (answer.status >= 500 && repeatsLog(answer.text, log ?? '') ? 'its message' : null);
  return what === null ? null : fail(`${statusOf(answer)}, with ${what}`);
}

function refusesMalformed(answer: ProbeAnswer, target: ProbeTarget): Verdict | null {
  if (answersErrors(target) && isIn(answer, 2) && /^\s*\{"error"/.test(answer.text)) {
    return fail(`${statusOf(answer)}, as if all was well`);
  }
  if (isIn(answer, 5)) return fail(`${statusOf(answer)} for a body that cannot be parsed`);
  return answer.text.includes(MARK) ? fail(`${statusOf(answer)}, with a part of the body`) : null;
}

/** Express itself repeats the address as text; that is the app's own business where it answers errors itself. */
function repeatsNothing(answer: ProbeAnswer, target: ProbeTarget): Verdict | Skip {
  if (answer.status === 429) return limited;
  const repeated = isHtml(answer) && answer.text.includes(MARK);
  if (!repeated) return pass(`${statusOf(answer)}, not repeated`);
  if (answer.text.includes(`<${MARK}`)) return fail(`${statusOf(answer)}, as markup`);
  if (isIn(answer, 2, 3)) return skip('unknown paths are answered with a page');
  const own = hasMeasure(target, 'errors') && !answersErrors(target);
  return own
    ? skip('the app answers missing pages itself, with the address as text')
    : fail(`${statusOf(answer)}, repeated`);
}

/** Whether the generated handler answers what fails, and not one of the app's own. */
const answersErrors = (target: ProbeTarget): boolean =>
  hasMeasure(target, 'errors') && target.answers['errors.handler'] !== 'own';

/** An app may keep its log elsewhere; the generated handler writes to its output. */
function leavesTrace({ answers, log }: Seen, target: ProbeTarget): Verdict | Skip {
  const failed = answers.find((answer) => isIn(answer, 5));
  if (log === null) return skip('the log of the app is not ours to see');
  if (!failed) return skip('nothing made it fail');
  if (/error|exception|fail/i.test(log)) return pass(`${statusOf(failed)}, in the log`);
  return answersErrors(target) ? fail(`${statusOf(failed)}, not in the log`) : skip('its output has no log of errors');
}
