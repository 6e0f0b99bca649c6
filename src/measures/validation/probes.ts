import type { HttpProbe, ProbeMeta } from '../../types/proof';
import { checkedRoutes, filled, to, atLogin } from '../aim';
import { fail, isIn, pass, skip, statusOf, together } from '../expect';
import { queryRoutes, refusedForm, refusedLogin, strictRoutes, typed, wrongLogin } from './attacked';
import { elsewhere, loginBodies, plausible, toWithQuery } from './bodies';
import { copes, hasQuery, MARK, namesUnknown, repeats, usualOf } from './judge-refusals';
import { askForNone, judgeIds } from './parameters';
import { pollute, judgePollution } from './pollution';

const OWASP = 'https://cheatsheetseries.owasp.org/cheatsheets/Input_Validation_Cheat_Sheet.html';
const MASS = 'https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html';
const http = { kind: 'http', risk: 'safe' } as const;

export const validationProbes: (ProbeMeta & HttpProbe)[] = [
  {
    ...http,
    risk: 'fatal',
    id: 'validation/operators',
    attack: 'Log in with operators, no password',
    proves: 'A query operator in place of a text never reaches the database.',
    cwe: 'CWE-943',
    reference:
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/05.6-Testing_for_NoSQL_Injection',
    numbers: [8],
    requests: (target) =>
      atLogin(target, (route) => [
        wrongLogin(route),
        ...[{ $gt: '' }, { $ne: null }].map((operator) => ({
          ...to(route),
          body: filled(route.reads.body, () => operator),
        })),
      ]),
    judge: ({ answers: [wrong, ...others] }) => together(others.map((answer) => refusedLogin(answer, wrong!))),
  },
  {
    ...http,
    risk: 'fatal',
    id: 'validation/login-types',
    attack: 'Log in with numbers and lists for text',
    proves: 'A login without credentials, or with something else in their place, is refused and ends nothing.',
    cwe: 'CWE-1287',
    reference: OWASP,
    numbers: [26],
    requests: (target) =>
      atLogin(target, (route) => [
        wrongLogin(route),
        // Each is somebody else, so that no limit answers first.
        ...loginBodies(route).map((body, index) => ({ ...to(route), body, client: `visitor ${index}` })),
        { ...to(route), client: 'without a body' },
      ]),
    judge: ({ answers: [wrong, ...others], alive }) =>
      alive ? together(others.map((answer) => refusedLogin(answer, wrong!))) : fail('the app ended'),
  },
  {
    ...http,
    risk: 'fatal',
    id: 'validation/types',
    attack: 'Send lists and objects in place of text',
    proves: 'Input of another type than the handlers expect is refused before them.',
    cwe: 'CWE-1287',
    reference: OWASP,
    numbers: [8, 26],
    requests: (target) =>
      elsewhere(target, (route) =>
        [{ $gt: '' }, [MARK]].map((value) => ({
          ...toWithQuery(route),
          body: filled(typed(route.reads.body), () => value),
        })),
      ),
    judge: ({ answers }) => together(answers.map(refusedForm)),
  },
  {
    ...http,
    risk: 'fatal',
    id: 'validation/echo',
    attack: 'Have a refusal repeat what was sent',
    proves: 'Refusals name fields and what is wrong with them, never their values.',
    cwe: 'CWE-209',
    reference: OWASP,
    requests: (target) => {
      const routes = strictRoutes(target);
      if (routes.length === 0) return skip('no route takes a login or checks its body');
      return routes.map((route) => ({ ...toWithQuery(route), body: filled(typed(route.reads.body), () => [MARK]) }));
    },
    judge: ({ answers }, target) => together(answers.map((answer) => repeats(answer, target))),
  },
  {
    ...http,
    risk: 'fatal',
    id: 'validation/query',
    attack: 'Give a query parameter twice',
    proves: 'A list where a text is expected does not reach the handler.',
    cwe: 'CWE-235',
    reference:
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/04-Testing_for_HTTP_Parameter_Pollution',
    numbers: [11],
    requests: (target) => {
      const requests = queryRoutes(target).flatMap(({ path, reads }) => {
        const names = typed(reads.query).map(({ name }) => encodeURIComponent(name));
        const queries = ['=a&*=b', '=a', '[a]=b'].map((odd) => names.map((name) => name + odd.replace('*', name)));
        return [path, ...queries.map((query) => `${path}?${query.join('&')}`)].map((each) => ({ path: each }));
      });
      return requests.length > 0 ? requests : skip('no route reads its query as text');
    },
    judge: (seen, target) =>
      together(seen.answers.filter(hasQuery).map((answer) => copes(answer, usualOf(answer, seen), target))),
  },
  {
    ...http,
    risk: 'fatal',
    id: 'validation/id',
    attack: 'Put SQL in the place of an id',
    proves: 'What is no id finds nothing, and does not make the app fail.',
    cwe: 'CWE-89',
    reference: 'https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html',
    numbers: [10],
    requests: askForNone,
    judge: ({ answers }) => judgeIds(answers),
  },
  {
    ...http,
    id: 'validation/unknown-field',
    attack: 'Make oneself admin with one more field',
    proves: 'Fields that no schema names are refused.',
    cwe: 'CWE-915',
    reference: MASS,
    numbers: [7],
    requests: (target) => {
      if (target.answers['validation.unknownKeys'] !== 'refuse')
        return skip('unknown fields are dropped, which is not seen');
      const requests = strictRoutes(target).map((route) => ({
        ...to(route),
        body: { ...filled(typed(route.reads.body), () => ({})), role: 'admin' },
      }));
      return requests.length > 0 ? requests : skip('no route has a schema for its body');
    },
    judge: ({ answers }) => namesUnknown(answers),
  },
  {
    ...http,
    risk: 'fatal',
    id: 'validation/prototype',
    attack: 'Change what all objects inherit',
    proves: 'A key called __proto__ in a body is nothing special to the app.',
    cwe: 'CWE-1321',
    reference: 'https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html',
    numbers: [9],
    requests: pollute,
    judge: judgePollution,
  },
  {
    ...http,
    risk: 'write',
    id: 'validation/extra-field',
    attack: 'Add fields to valid input',
    proves: 'Valid input is taken, and what nobody asked for does not come back.',
    cwe: 'CWE-915',
    reference: MASS,
    numbers: [6, 7, 9],
    requests: (target) => {
      const requests = checkedRoutes(target).map((route) => ({
        ...toWithQuery(route),
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...filled(route.reads.body, plausible), role: MARK, isAdmin: MARK }).replace(
          '{',
          `{"__proto__":{"isAdmin":"${MARK}"},`,
        ),
      }));
      return requests.length > 0 ? requests : skip('no route has a schema for its body');
    },
    judge: ({ answers }) =>
      together(
        answers.map((answer) => {
          if (isIn(answer, 5)) return fail(`${statusOf(answer)}, the handler failed`);
          return answer.text.includes(MARK)
            ? fail(`${statusOf(answer)}, with the added field`)
            : pass(statusOf(answer));
        }),
      ),
  },
];
