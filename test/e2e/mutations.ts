/**
 * Ways to remove or weaken what tempered has generated, as changes of the text of a hardened app's files. Each has to be
 * noticed by the probes of its measure. `npm run docs` publishes the list in docs/probes.md.
 */
export interface Mutation {
  measure: string;
  /** What is weakened, for the table. */
  what: string;
  /** Below the project's root. */
  file: string;
  from: string | RegExp;
  to: string;
  /** Probes of which every one has to fail. */
  caughtBy: string[];
}

const security = (name: string): string => `src/security/${name}.js`;
const INDEX = security('index');
const HEADERS = security('headers');
const HTTPS = security('https');
const CORS = security('cors');
const CSRF = security('csrf');
const LIMITER = security('rate-limit');
const VALIDATE = security('validate');
const ERRORS = security('errors');
const LIMITS = security('limits');
const ENV = security('env');
const EVENTS = security('events');
const LOG = security('security-log');
const WORKFLOW = '.github/workflows/security.yml';

const of =
  (measure: string) =>
  (what: string, file: string, from: string | RegExp, to: string, ...caughtBy: string[]): Mutation => {
    return { measure, what, file, from, to, caughtBy };
  };
const headers = of('headers');
const https = of('https');
const cors = of('cors');
const csrf = of('csrf');
const rateLimit = of('rate-limit');
const validation = of('validation');
const errors = of('errors');
const limits = of('limits');
const secrets = of('secrets');
const supplyChain = of('supply-chain');
const logging = of('logging');

export const mutations: Mutation[] = [
  headers(
    'not mounted',
    INDEX,
    '  mountHeaders(app);\n',
    '',
    'headers/software',
    'headers/frame',
    'headers/sniffing',
    'headers/csp',
    'headers/permissions',
    'headers/hsts',
    'headers/errors',
  ),
  headers(
    'helmet taken out',
    HEADERS,
    /\n {2}app\.use\(\n {4}helmet\([^]*?\n {2}\);\n/,
    '',
    'headers/frame',
    'headers/sniffing',
    'headers/csp',
    'headers/hsts',
    'headers/errors',
  ),
  headers(
    'no Content-Security-Policy',
    HEADERS,
    /contentSecurityPolicy: \{[^]*?\n {6}\},\n/,
    'contentSecurityPolicy: false,\n',
    'headers/csp',
  ),
  headers(
    'the same nonce for everybody',
    HEADERS,
    "randomBytes(16).toString('base64')",
    "'c2FtZSBmb3IgZXZlcnlib2R5IQ=='",
    'headers/nonce',
  ),
  headers(
    'inline scripts allowed',
    HEADERS,
    /scriptSrc: .*,\n/,
    `scriptSrc: ["'self'", "'unsafe-inline'"],\n`,
    'headers/csp',
  ),
  headers(
    'framing allowed',
    HEADERS,
    /contentSecurityPolicy: \{[^]*?\n {6}\},\n/,
    'frameguard: false, contentSecurityPolicy: false,\n',
    'headers/frame',
    'headers/csp',
  ),
  headers(
    'content types guessed',
    HEADERS,
    'helmet({',
    'helmet({ noSniff: false,',
    'headers/sniffing',
    'headers/errors',
  ),
  headers(
    'no Permissions-Policy',
    HEADERS,
    "    res.setHeader('Permissions-Policy', permissionsPolicy);\n",
    '',
    'headers/permissions',
  ),
  headers(
    'x-powered-by back',
    HEADERS,
    /app\.disable\('x-powered-by'\);([^]*)helmet\(\{/,
    "app.enable('x-powered-by');$1helmet({ xPoweredBy: false,",
    'headers/software',
    'headers/errors',
  ),
  headers('no HSTS', HEADERS, /hsts: \{[^}]*\}/, 'hsts: false', 'headers/hsts'),
  headers('HSTS with preload', HEADERS, /hsts: \{[^}]*\}/, 'hsts: { maxAge: 86_400, preload: true }', 'headers/hsts'),
  headers('full Referer sent', HEADERS, "'strict-origin-when-cross-origin'", "'unsafe-url'", 'headers/referrer'),

  https('not mounted', INDEX, '  redirectToHttps(app);\n', '', 'https/plain-http', 'https/form'),
  https(
    'redirect to the Host header',
    HTTPS,
    'home + pathOf',
    "`https://${req.get('Host')}` + pathOf",
    'https/host-header',
  ),
  https(
    'redirect to X-Forwarded-Host',
    HTTPS,
    'home + pathOf',
    "`https://${req.get('X-Forwarded-Host') ?? 'app.example.com'}` + pathOf",
    'https/host-header',
  ),
  https('path and query lost', HTTPS, 'home + pathOf(req.originalUrl)', "home + '/'", 'https/plain-http'),
  https(
    'target taken as it stands',
    HTTPS,
    'home + pathOf(req.originalUrl)',
    'new URL(req.originalUrl, home).href',
    'https/other-target',
  ),
  https('POST redirected too', HTTPS, 'const reads = ', 'const reads = true || ', 'https/form'),
  https('health check redirected', HTTPS, '(reads && healthPaths.includes(req.path))', 'false', 'https/health'),
  https(
    'X-Forwarded-Proto not read',
    HTTPS,
    "return protocol !== 'https';",
    'return false;',
    'https/plain-http',
    'https/form',
  ),

  cors(
    'any origin',
    CORS,
    /^export function corsOptions\(req, callback\) \{/m,
    "$&\n  return callback(null, { origin: '*' });",
    'cors/foreign',
    'cors/look-alike',
    'cors/preflight',
    'cors/refusal',
  ),
  cors(
    'any origin with credentials',
    CORS,
    /^export function corsOptions\(req, callback\) \{/m,
    '$&\n  return callback(null, { origin: true, credentials: true });',
    'cors/foreign',
    'cors/look-alike',
    'cors/credentials',
    'cors/preflight',
  ),
  cors(
    'names that begin alike',
    CORS,
    'origin: origins,',
    'origin: (origin, done) => done(null, origins.some((each) => origin?.startsWith(each))),',
    'cors/look-alike',
    'cors/cache',
  ),
  cors(
    'names that end alike',
    CORS,
    'origin: origins,',
    "origin: (origin, done) => done(null, origins.some((each) => origin?.endsWith(each.split('//')[1]))),",
    'cors/look-alike',
    'cors/cache',
  ),
  cors(
    'plain http as well',
    CORS,
    'origin: origins,',
    "origin: [...origins, ...origins.map((each) => each.replace('https', 'http'))],",
    'cors/look-alike',
  ),
  cors('null allowed', CORS, 'origin: origins,', "origin: [...origins, 'null'],", 'cors/look-alike', 'cors/preflight'),
  cors(
    'without Vary',
    CORS,
    'app.use(cors(corsOptions));',
    "app.use(cors(corsOptions));\n  app.use((_req, res, next) => {\n    res.removeHeader('Vary');\n    next();\n  });",
    'cors/cache',
  ),
  cors(
    'allowed pages turned away',
    INDEX,
    '  mountCors(app);\n',
    '',
    'cors/listed',
    'cors/listed-preflight',
    'cors/refusal',
  ),
  cors(
    'foreign origins get an error',
    CORS,
    /^export function corsOptions\(req, callback\) \{/m,
    "$&\n  if (req.headers.origin?.includes('evil')) return callback(new Error('Not allowed by CORS'));",
    'cors/foreign',
    'cors/look-alike',
    'cors/preflight',
    'cors/cache',
  ),

  rateLimit('no limit for all', INDEX, '  limitRequests(app);\n', '', 'rate-limit/flood'),
  csrf('not mounted', INDEX, '  refuseOtherSites(app);\n', '', 'csrf/foreign-form'),
  csrf('every site trusted', CSRF, 'trustedOrigins().includes(origin)', 'true', 'csrf/foreign-form'),
  csrf('what browsers say turned round', CSRF, "site === 'same-origin'", "site === 'cross-site'", 'csrf/foreign-form'),
  csrf('cookies and forms overlooked', CSRF, '!usesBrowser(asked)', 'true', 'csrf/foreign-form'),
  rateLimit(
    'no limit on logging in',
    'src/routes/auth.js',
    'loginLimiter, validate(',
    'validate(',
    'rate-limit/guess',
    'rate-limit/guess-forged',
    'rate-limit/spray',
  ),
  rateLimit(
    'every proxy trusted',
    LIMITER,
    "app.set('trust proxy', isProxy)",
    "app.set('trust proxy', true)",
    'rate-limit/flood',
    'rate-limit/guess-forged',
  ),
  rateLimit(
    'the first X-Forwarded-For entry is the client',
    LIMITER,
    "ipKeyGenerator(bare(req.ip ?? ''))",
    "ipKeyGenerator(bare((req.get('X-Forwarded-For') ?? req.ip ?? '').split(',')[0]))",
    'rate-limit/flood',
    'rate-limit/guess-forged',
  ),
  rateLimit('no proxy trusted', INDEX, '  trustProxies(app);\n', '', 'rate-limit/flood', 'rate-limit/spray'),
  rateLimit(
    'one limit for everybody',
    LIMITER,
    "return ipKeyGenerator(bare(req.ip ?? '')).slice(0, 64);",
    "return 'everybody';",
    'rate-limit/flood',
    'rate-limit/lockout',
  ),
  rateLimit(
    'health check limited',
    LIMITER,
    'isHealthCheck(req) || isShared(req)',
    'isShared(req)',
    'rate-limit/health',
  ),
  rateLimit(
    'only watching',
    LIMITER,
    /handler: \(_req, res\) => \{[^]*?\n {4}\},/,
    'handler: (_req, _res, next) => next(),',
    'rate-limit/flood',
    'rate-limit/guess',
    'rate-limit/guess-forged',
    'rate-limit/spray',
  ),
  rateLimit(
    'refused without Retry-After',
    LIMITER,
    'res.status(429)',
    "res.removeHeader('Retry-After');\n      res.status(429)",
    'rate-limit/flood',
    'rate-limit/guess',
    'rate-limit/guess-forged',
    'rate-limit/spray',
  ),
  rateLimit(
    'a limit hundred times as high',
    LIMITER,
    /const attempts = \{[^}]*\}/,
    'const attempts = { limit: 1000, windowMs: 900_000 }',
    'rate-limit/guess',
    'rate-limit/guess-forged',
  ),
  rateLimit(
    'a general limit hundred times as high',
    LIMITER,
    /const everything = \{[^}]*\}/,
    'const everything = { limit: 30_000, windowMs: 60_000 }',
    'rate-limit/flood',
  ),
  rateLimit('the account alone counts', LIMITER, '`${addressKey(req)} ${hash(', '`${hash(', 'rate-limit/lockout'),

  validation(
    'does nothing',
    VALIDATE,
    'if (Object.keys(fields).length === 0) next();',
    'if (fields) next();',
    'validation/operators',
    'validation/login-types',
    'validation/types',
  ),
  validation(
    'not on the login',
    'src/routes/auth.js',
    'validate(schemas.postAuthLogin), ',
    '',
    'validation/operators',
    'validation/login-types',
  ),
  validation(
    'anything is valid',
    security('schemas'),
    /email: z\.string\(\)/,
    'email: z.any()',
    'validation/login-types',
  ),
  validation(
    'what was sent comes back',
    VALIDATE,
    "json({ error: 'validation_failed', fields })",
    "json({ error: 'validation_failed', fields, sent: req.body })",
    'validation/echo',
    'validation/prototype',
  ),

  errors('not mounted', INDEX, '  mountErrorHandler(app);\n', '', 'errors/not-found'),
  errors(
    'the message goes outward',
    ERRORS,
    'isMeantForClients(error) ? ownMessage(error, status) : undefined',
    'error.message',
    'errors/malformed-json',
    'errors/odd-query',
  ),
  errors(
    'the stack goes outward',
    ERRORS,
    'isMeantForClients(error) ? ownMessage(error, status) : undefined',
    'error.stack',
    'errors/malformed-json',
    'errors/odd-query',
  ),
  errors(
    'the 404 page repeats the path',
    ERRORS,
    'answer(req, res, 404)',
    'answer(req, res, 404, `Cannot ${req.method} ${decodeURI(req.originalUrl)}`)',
    'errors/not-found',
  ),
  errors('every error is a success', ERRORS, 'res.status(status);', 'res.status(200);', 'errors/malformed-json'),
  errors(
    'nothing is logged',
    LOG,
    "log[levels[event] ?? 'warn'](line);",
    "if (event !== 'server_error') log.warn(line);",
    'errors/unnoticed',
  ),

  limits(
    'not protected',
    'src/server.js',
    /protectServer\((app\.listen\([^]*?\n\}\))\);/,
    '$1;',
    'limits/slow',
    'limits/stop',
  ),
  limits(
    'slow headers for ever',
    LIMITS,
    'server.headersTimeout = 15_000;',
    'server.headersTimeout = 0, server.requestTimeout = 0;',
    'limits/slow',
  ),
  limits(
    'limits looked at too rarely',
    LIMITS,
    'connectionsCheckingInterval: 5_000',
    'connectionsCheckingInterval: 3_600_000',
    'limits/slow',
  ),
  limits('no graceful stop', LIMITS, '  stopGracefully(server);\n', '', 'limits/stop'),
  limits('stops in the middle of an answer', LIMITS, 'stopping = true;', 'process.exit(0);', 'limits/stop'),
  limits('never stops', LIMITS, /^function stop\(\) \{/m, '$&\n  return;', 'limits/stop'),
  limits('bodies of any size', 'src/app.js', 'express.json()', "express.json({ limit: '100mb' })", 'limits/body'),

  secrets('not checked', 'src/server.js', "import './security/env.js';\n", '', 'secrets/missing'),
  secrets('only a warning', ENV, '  process.exit(1);\n', '', 'secrets/missing'),
  secrets('ends as if all were well', ENV, 'process.exit(1)', 'process.exit(0)', 'secrets/missing'),
  secrets('the name is not said', ENV, 'return `${name} ', 'return `A variable ', 'secrets/missing'),
  secrets(
    'values are printed',
    ENV,
    'found.map((line)',
    '[...found, JSON.stringify(process.env)].map((line)',
    'secrets/missing',
  ),

  logging('not mounted', INDEX, '  mountEvents(app);\n', '', 'logging/event'),
  logging(
    'only what is reported is told',
    EVENTS,
    'if (found && !isExplained',
    'if (false && !isExplained',
    'logging/event',
  ),
  logging('each event twice', EVENTS, 'request.ended = true;', 'tell(found, {}, req, request);', 'logging/event'),
  logging('logins not known', EVENTS, /const logins = \[.*\];/, 'const logins = [];', 'logging/event'),
  logging(
    'paths with their query',
    EVENTS,
    "originalUrl.split('?', 1)[0].slice",
    'originalUrl.slice',
    'logging/secrets',
  ),
  logging('headers in the line', EVENTS, 'method: req?.method,', 'headers: req?.headers,', 'logging/secrets'),

  supplyChain('findings pass', WORKFLOW, /exit 1\n/, 'exit 0\n', 'supply-chain/vulnerable'),
  supplyChain('no audit', WORKFLOW, /report=\$\(npm audit[^\n]*/, 'report=$(true)', 'supply-chain/dead'),
  supplyChain('a dead registry passes', WORKFLOW, 'exit 2', 'exit 0', 'supply-chain/dead'),
];
