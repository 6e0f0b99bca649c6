import type { HttpProbe, ProbeAnswer, ProbeMeta, Skip, Verdict } from '../../types/proof';
import { each, fail, header, isHtml, isIn, limited, pass, skip, statusOf, together } from '../expect';

const OWASP = 'https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html';
const TRAVERSAL = 'https://owasp.org/www-community/attacks/Path_Traversal';
const PRIVATE = /(^|\/)(admin|administrator|management|internal|backoffice|actuator)(\/|$)/i;
/** Where people log in, or what says only that the app is there. */
const OPEN = /(log-?in|sign-?in|health\w*|ping|forgot[\w-]*|reset[\w-]*|static|assets)$/i;
/** Ways out of a folder of files, seven levels up. */
const OUT = ['..%2f', '%2e%2e/', '..%5c', '....//', '%252e%252e%252f'].map((step) => `${step.repeat(7)}etc/passwd`);

export const accessProbes: (ProbeMeta & HttpProbe)[] = [
  {
    kind: 'http',
    risk: 'safe',
    id: 'access/admin',
    attack: 'Open the admin area without logging in',
    proves: 'What is for administrators is refused to everybody else.',
    cwe: 'CWE-306',
    reference: OWASP,
    numbers: [22],
    requests: ({ routes }) => {
      const paths = routes.filter(
        ({ method, pattern }) => method === 'GET' && PRIVATE.test(pattern) && !OPEN.test(pattern),
      );
      return paths.length > 0
        ? paths.slice(0, 8).map(({ path }) => ({ path }))
        : skip('no route is an admin area by its name');
    },
    judge: ({ answers }) => together(answers.map(isClosed)),
  },
  {
    kind: 'http',
    risk: 'safe',
    id: 'access/traversal',
    attack: 'Read files outside of its folders',
    proves: 'No form of a path leads out of the folders that are served.',
    cwe: 'CWE-22',
    reference: TRAVERSAL,
    requests: ({ file }) => {
      const folders = new Set(['/', file === null ? '/' : file.slice(0, file.lastIndexOf('/') + 1)]);
      return [...folders].flatMap((folder) => OUT.map((path) => ({ path: folder + path })));
    },
    judge: each((answer) =>
      /^root:.*:0:0:/m.test(answer.text)
        ? fail(`${statusOf(answer)}, with /etc/passwd`)
        : pass(isIn(answer, 2) ? `${statusOf(answer)}, something else` : statusOf(answer)),
    ),
  },
];

/** A page may be the form to log in, or be filled with data that is guarded by itself. */
function isClosed(answer: ProbeAnswer): Verdict | Skip {
  if (answer.status === 429) return limited;
  if (isIn(answer, 2)) {
    return isHtml(answer)
      ? skip('a page is shown, which may ask to log in')
      : fail(`${statusOf(answer)}, ${header(answer, 'content-type')}`);
  }
  return isIn(answer, 3, 4) ? pass(`${statusOf(answer)}, refused`) : skip(`it fails (${statusOf(answer)})`);
}
