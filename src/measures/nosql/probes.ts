import type { HttpProbe, ProbeMeta } from '../../types/proof';
import { asForm, credentials, loginOf, NOBODY, to } from '../aim';
import { isIn, skip, statusOf, together } from '../expect';
import { refusedLogin } from '../validation/attacked';

export const nosqlProbes: (ProbeMeta & HttpProbe)[] = [
  {
    kind: 'http',
    risk: 'fatal',
    id: 'nosql/form',
    attack: 'Log in with operators in a form',
    proves: 'Brackets in the names of form fields make no query operators.',
    cwe: 'CWE-943',
    reference:
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/05.6-Testing_for_NoSQL_Injection',
    numbers: [8],
    requests: (target) => {
      const route = loginOf(target);
      if (!route) return skip('no route takes a login');
      const wrong = credentials(route, NOBODY);
      const operators = ['$gt', '$ne'].map((operator) =>
        Object.fromEntries(Object.keys(wrong).map((name) => [`${name}[${operator}]`, ''])),
      );
      return [wrong, ...operators].map((body) => ({ ...to(route), ...asForm(body) }));
    },
    judge: ({ answers: [wrong, ...others] }) =>
      together(
        others.map((answer) =>
          isIn(answer, 5) || answer.status === 0
            ? skip(`the login fails on such a form (${statusOf(answer)})`)
            : refusedLogin(answer, wrong!),
        ),
      ),
  },
];
