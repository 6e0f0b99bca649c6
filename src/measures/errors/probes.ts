import type { HttpProbe, ProbeMeta } from '../../types/proof';
import { checkedRoutes, credentials, loginOf, NOBODY, to } from '../aim';
import { each, pass, skip, statusOf } from '../expect';
import { leavesTrace, refusesMalformed, repeatsNothing, saysNothing, survives } from './judge-errors';
import { asJson, bodied, malformed, MARK, oddRequests } from './odd-requests';

const OWASP = 'https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html';

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
