import type { HttpProbe, ProbeAnswer, ProbeMeta, ProbeRequest, ProbeTarget, Skip, Verdict } from '../../types/proof';
import { places, readingRoutes } from '../aim';
import { fail, header, isHtml, limited, pass, statusOf, together } from '../expect';

const NAMES = ['q', 'name', 'search', 'message', 'error'];
/** Ends an attribute and a tag, and begins another. */
const PAYLOAD = '"\'><svg onload=tmprmark>';
const ALIVE = /<svg onload=tmprmark>/i;

export const xssProbes: (ProbeMeta & HttpProbe)[] = [
  {
    kind: 'http',
    risk: 'fatal',
    id: 'xss/reflected',
    attack: 'Put a script into a page by a link',
    proves: 'What comes with a request is text in the answer, never markup.',
    cwe: 'CWE-79',
    reference: 'https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html',
    requests: linksWith,
    judge: ({ answers }) => together(answers.map(isInert)),
  },
];

/** The payload in each query that a route reads, in parameters of paths, and in paths that do not exist. */
function linksWith(target: ProbeTarget): ProbeRequest[] {
  const payload = encodeURIComponent(PAYLOAD).replaceAll("'", '%27');
  const withQuery = (path: string, names: string[]): string =>
    `${path}?${names.map((name) => `${name}=${payload}`).join('&')}`;
  const routes = readingRoutes(target);
  const queries = routes
    .filter(({ reads }) => reads.query.length > 0)
    .slice(0, 8)
    .map(({ path, reads }) =>
      withQuery(
        path,
        reads.query.map(({ name }) => encodeURIComponent(name)),
      ),
    );
  const parameters = routes
    .filter(({ pattern, path }) => pattern !== path && /\/1(\/|$)/.test(path))
    .slice(0, 4)
    .map(({ path }) => path.replace(/\/1(?=\/|$)/, `/${payload}`));
  const others = [...places(target).map((path) => withQuery(path, NAMES)), `${target.unknown()}/${payload}`];

  return [...queries, ...parameters, ...others].map((path) => ({ path, headers: { accept: 'text/html' } }));
}

/** Without a type, browsers look for themselves what it is, unless they are told not to. */
function isInert(answer: ProbeAnswer): Verdict | Skip {
  if (answer.status === 429) return limited;
  if (!ALIVE.test(answer.text)) return pass(`${statusOf(answer)}, no markup`);
  const type = header(answer, 'content-type');
  const shown = isHtml(answer) || /xml/i.test(type) || (type === '' && header(answer, 'x-content-type-options') === '');
  return shown
    ? fail(`${statusOf(answer)} ${type.split(';')[0]}, with the markup`)
    : pass(`${statusOf(answer)}, as ${type}`);
}
