import type { ProbeMeta, ProbeResult, Proof, ProofReport } from '../../../src/types/proof';

/** `measure/name | attack | proves | CWE | before | after | numbers`; a result begins with `+` passed, `-` failed, `~` skipped. */
const LINES = `
headers/page | Have a browser guess what a page is | Browsers take every answer for what it says it is. | CWE-693 | - 200 text/html, no nosniff, X-Powered-By: Express | + 200 text/html, nosniff, no X-Powered-By | 1
headers/policy | Run a script of another site in a page | A content security policy comes with every page. | CWE-1021 | - 200, no Content-Security-Policy | + 200, Content-Security-Policy-Report-Only: default-src 'self' | 1
headers/transport | Downgrade a returning visitor to http | Browsers come back over https, for a day at first. | CWE-319 | - 200, no Strict-Transport-Security | + 200, Strict-Transport-Security: max-age=86400 | 1
headers/frame | Show a page in a frame on a hostile page | No other site can put a page into a frame. | CWE-1021 | - 200, neither frame-ancestors nor X-Frame-Options | + 200, X-Frame-Options: SAMEORIGIN | 1
errors/unknown | Ask for a path that does not exist | What does not exist says nothing of the app, with all headers. | CWE-200 | - 404 text/html, Cannot GET /xk31f | + 404 application/json, 44 bytes, nosniff | 2
errors/crash | Make a handler throw | An error shows no message, stack, path or module name. | CWE-209 | - 500 text/html, stack with 9 paths | + 500 application/json, {"error":{"code":"internal"}} | 3
errors/malformed | Send JSON that is cut off | The parser’s own words are not shown. | CWE-209 | - 400 text/html, SyntaxError: Unexpected end of JSON | + 400 application/json, 52 bytes | 4
limits/body | Send a body of 150 kB | A large body is refused before it is read. | CWE-770 | - 200 | + 413 | 5
limits/slow | Send a header byte by byte for 40 s | A slow client is cut off. | CWE-400 | - still open after 40.0 s | + closed after 31.2 s |
limits/stop | Stop the app while an answer is under way | A deployment cuts nobody off. | CWE-404 | - connection ended, code 143 | + 200, code 0 after 0.3 s |
validation/kept | Send a valid body, and ?page=3 | Clients that keep to the rules are served. | CWE-20 | ~ only with --allow-writes | ~ only with --allow-writes | 6
validation/unknown-key | Add role: admin to a profile | Keys that the handler does not ask for do not reach it. | CWE-915 | - 200 {"role":"admin"} | + 400 | 7
validation/operator | Log in with { email: { $gt: "" } } | An object cannot stand where a text is asked for. | CWE-943 | - 200, logged in | + 400 | 8
validation/prototype | Send an own __proto__ key | Nothing that is sent becomes a prototype. | CWE-1321 | - 200 {"isAdmin":true} | + 400 | 9
validation/parameter | Ask for /users/../../etc | A path parameter is checked. | CWE-20 | - 500 | + 400 | 10
validation/query | Ask for ?page=-1&page=x | A query is checked. | CWE-20 | - 500 | + 400 | 11
cors/allowed | Read an answer from the app’s own front end | The app’s own pages still work. | CWE-942 | - Access-Control-Allow-Origin: * | + Access-Control-Allow-Origin: https://app.example.com, Vary: Origin | 12
cors/foreign | Read an answer from a hostile page | Other sites cannot read answers. | CWE-942 | - Access-Control-Allow-Origin: https://evil.example | + 200, no Access-Control-Allow-Origin, Vary: Origin | 13
cors/null | Read an answer from a sandboxed frame | The origin null is nobody’s friend. | CWE-942 | - Access-Control-Allow-Origin: null | + 200, no Access-Control-Allow-Origin | 14
cors/preflight | Ask from a hostile page whether DELETE is allowed | Preflights of other sites are refused. | CWE-942 | - 204, Access-Control-Allow-Methods: GET,HEAD,PUT,PATCH,POST,DELETE | + 204, no Access-Control-Allow-Methods | 15,16
https/redirect | Read along on plain http | http leads to https on the canonical host. | CWE-319 | - 200 over http | + 308 https://app.example.com/?a=1 | 17
https/host | Redirect to a host of the attacker’s choice | The location stays on the canonical host. | CWE-601 | + 200, no Location | + 308 https://app.example.com/x | 18
https/post | Post a password over http | What was sent in the clear is refused, not repeated. | CWE-319 | - 200 over http | + 403 | 19
https/health | Ask for /healthz over http 12 times | Load balancers see that the app is alive. | CWE-703 | + 200 ×12 | + 200 ×12 | 20
rate-limit/login | Guess passwords of one account | Guessing stops after ten failures. | CWE-307 | - 401 ×11 | + 401 ×10, then 429, Retry-After: 900 | 24
rate-limit/forged | Guess with a new X-Forwarded-For each time | The address that counts is not the one the client claims. | CWE-348 | - 401 ×11 | + 401 ×10, then 429 | 25
rate-limit/shapes | Log in with {}, lists and numbers | Nonsense is refused, and the app lives. | CWE-20 | - 500, the app died | + 400 ×3, alive | 26
rate-limit/flood | Ask for 400 unknown paths | One client cannot take all of the app. | CWE-770 | - 404 ×400 | + 404 ×300, then 429 | 27
secrets/start | Start the app without JWT_SECRET | Nothing runs on a secret that everybody knows. | CWE-1188 | - listened | + code 1 before it listened |
supply-chain/vulnerable | Depend on a package with a known hole | The workflow fails for it. | CWE-1395 | ~ the repository has no workflow | + code 1 |
sessions/cookie | Steal a session cookie by script | Scripts cannot read the cookie. | CWE-1004 | ~ no route sets a cookie | ~ no route sets a cookie | 23
redirects/open | Be sent to another site after the login | A redirect never leaves the site. | CWE-601 | ~ no route redirects to what it is given | ~ no route redirects to what it is given | 28
sessions/token | Show a token with alg none | Only tokens that the app signed are taken. | CWE-347 | ~ no route sets a cookie | ~ no route sets a cookie | 21
`;

const ROWS = LINES.trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));

const STATUS: Record<string, ProbeResult['status']> = { '+': 'passed', '-': 'failed', '~': 'skipped' };

export const PROBES: ProbeMeta[] = ROWS.map(([id = '', attack = '', proves = '', cwe = '', , , numbers]) => ({
  id,
  attack,
  proves,
  cwe,
  reference: id.startsWith('limits/')
    ? 'RFC 9110, 15.5.14'
    : 'https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html',
  ...(numbers ? { numbers: numbers.split(',').map(Number) } : {}),
}));

function proof(column: 4 | 5, fields: Partial<Proof> = {}): Proof {
  const results = ROWS.map((row): ProbeResult => {
    const text = row[column] ?? '';
    return { id: row[0] ?? '', status: STATUS[text[0] ?? ''] ?? 'failed', evidence: text.slice(2) };
  });
  return { app: 'npm start', problem: null, results, notes: [], elapsed: { start: 412.4, probes: 1873.9 }, ...fields };
}

const NOTE = 'Limits were attacked from 127.0.0.2 and up; nothing was sent beyond this machine.';

/** 33 probes on a shop, before and after it is hardened. */
export function beforeAndAfter(fields: Partial<ProofReport> = {}): ProofReport {
  const [before, after] = [proof(4), proof(5, { notes: [NOTE] })];
  return { project: 'express-shop', probes: PROBES, before, after, regressions: [], ...fields };
}

/** The hardened shop alone. */
export function afterAlone(fields: Partial<ProofReport> = {}): ProofReport {
  return beforeAndAfter({ before: null, ...fields });
}

/** The shop as it was: 26 of 28 attacks succeed. */
export function beforeAlone(): ProofReport {
  return beforeAndAfter({ before: null, after: proof(4) });
}

export const LOG = [
  'MongooseServerSelectionError: connect ECONNREFUSED 127.0.0.1:27017',
  '    at Connection.openUri (/srv/shop/node_modules/mongoose/lib/connection.js:825:32)',
  'Connecting to mongodb://shop:hunter2@127.0.0.1:27017/shop',
  'JWT_SECRET=0123456789abcdef',
];

/** It has no database: only the workflow could be tried. */
export function withoutDatabase(): ProofReport {
  const workflow = proof(5).results.filter(({ id }) => id === 'supply-chain/vulnerable');
  const problem = {
    reason: 'The app ended with code 1 before it listened.',
    log: LOG,
    hint: 'Start the database it needs, or name another command with --start.',
  };
  return afterAlone({ after: proof(5, { problem, results: workflow }) });
}

/** Two routes that answered differently. */
export function broken(): ProofReport {
  return beforeAndAfter({
    regressions: [
      { method: 'GET', path: '/reports?year=2026', before: '200 text/html', after: '500 application/json' },
      {
        method: 'GET',
        path: '/legacy/embed',
        before: '200 text/html',
        after: '308 https://app.example.com/legacy/embed',
      },
    ],
  });
}

export const HOSTILE = [
  '<script>alert(1)</script><img src=//evil.example/x onerror=alert(1)>',
  '"><style>*{display:none}</style>',
  '| a | b |\n| - | - |\n# heading `code` ``x`` [link](javascript:alert(1)) @everyone #1 https://evil.example www.evil.example',
  '\u001B[2J\u001B]0;owned\u0007 red\u202Elive\u2066 \u0000 \uFEFF\r\nsecond line',
  `200 ${'x'.repeat(4000)}`,
  '漢字とかな 👩‍👩‍👧 ﷽ e\u0301\u0301\u0301 200',
  '</td></tr></table></main>&lt;b&gt;&#60;i&#62; ${7*7} {{7*7}} <%= 7*7 %> \\| \\` `',
  'password: "hunter2", ghp_0123456789abcdefghijABCDEFGHIJ012345',
];

/** What an app answers is a stranger's text: here it means ill. */
export function hostile(): ProofReport {
  const report = beforeAndAfter();
  const spoil = (of: Proof): Proof => ({
    ...of,
    results: of.results.map((result, index) => ({ ...result, evidence: HOSTILE[index % HOSTILE.length] ?? '' })),
    notes: HOSTILE,
    app: HOSTILE[0] ?? '',
    problem: null,
  });
  const problem = { reason: HOSTILE[0] ?? '', log: [...LOG, ...HOSTILE], hint: HOSTILE[2] ?? '' };
  const [first = '', second = ''] = HOSTILE;
  return {
    ...report,
    project: `${first}${HOSTILE[3]}`,
    before: { ...spoil(proof(4)), problem },
    after: spoil(report.after),
    regressions: [{ method: 'GET', path: `/${HOSTILE[2]}`, before: first, after: second }],
  };
}
