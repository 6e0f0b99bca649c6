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
const LIMITER = security('rate-limit');
const VALIDATE = security('validate');
const ERRORS = security('errors');
const LIMITS = security('limits');
const ENV = security('env');
const WORKFLOW = '.github/workflows/security.yml';

const of =
  (measure: string) =>
  (what: string, file: string, from: string | RegExp, to: string, ...caughtBy: string[]): Mutation => {
    return { measure, what, file, from, to, caughtBy };
  };
const headers = of('headers');
const https = of('https');
const cors = of('cors');
const rateLimit = of('rate-limit');
const validation = of('validation');
const errors = of('errors');
const limits = of('limits');
const secrets = of('secrets');
const supplyChain = of('supply-chain');

export const mutations: Mutation[] = [
  headers('not mounted', INDEX, '  mountHeaders(app);\n', ''),
  headers('helmet taken out', HEADERS, /\n {2}app\.use\(\n {4}helmet\([^]*?\n {2}\);\n/, ''),
  headers(
    'no Content-Security-Policy',
    HEADERS,
    /contentSecurityPolicy: \{[^]*?\n {6}\},\n/,
    'contentSecurityPolicy: false,\n',
  ),
  headers(
    'the same nonce for everybody',
    HEADERS,
    "randomBytes(16).toString('base64')",
    "'c2FtZSBmb3IgZXZlcnlib2R5IQ=='",
  ),
  headers('inline scripts allowed', HEADERS, /scriptSrc: .*,\n/, `scriptSrc: ["'self'", "'unsafe-inline'"],\n`),
  headers(
    'framing allowed',
    HEADERS,
    /contentSecurityPolicy: \{[^]*?\n {6}\},\n/,
    'frameguard: false, contentSecurityPolicy: false,\n',
  ),
  headers('content types guessed', HEADERS, 'helmet({', 'helmet({ noSniff: false,'),
  headers('no Permissions-Policy', HEADERS, "    res.setHeader('Permissions-Policy', permissionsPolicy);\n", ''),
  headers(
    'x-powered-by back',
    HEADERS,
    /app\.disable\('x-powered-by'\);([^]*)helmet\(\{/,
    "app.enable('x-powered-by');$1helmet({ xPoweredBy: false,",
  ),
  headers('no HSTS', HEADERS, /hsts: \{[^}]*\}/, 'hsts: false'),
  headers('HSTS with preload', HEADERS, /hsts: \{[^}]*\}/, 'hsts: { maxAge: 86_400, preload: true }'),
  headers('full Referer sent', HEADERS, "'strict-origin-when-cross-origin'", "'unsafe-url'"),

  https('not mounted', INDEX, '  redirectToHttps(app);\n', ''),
  https('redirect to the Host header', HTTPS, 'home + pathOf', "`https://${req.get('Host')}` + pathOf"),
  https(
    'redirect to X-Forwarded-Host',
    HTTPS,
    'home + pathOf',
    "`https://${req.get('X-Forwarded-Host') ?? 'app.example.com'}` + pathOf",
  ),
  https('path and query lost', HTTPS, 'home + pathOf(req.originalUrl)', "home + '/'"),
  https('target taken as it stands', HTTPS, 'home + pathOf(req.originalUrl)', 'new URL(req.originalUrl, home).href'),
  https('POST redirected too', HTTPS, 'const reads = ', 'const reads = true || '),
  https('health check redirected', HTTPS, '(reads && healthPaths.includes(req.path))', 'false'),
  https('X-Forwarded-Proto not read', HTTPS, "return protocol !== 'https';", 'return false;'),

  cors(
    'any origin',
    CORS,
    /^export function corsOptions\(req, callback\) \{/m,
    "$&\n  return callback(null, { origin: '*' });",
  ),
  cors(
    'any origin with credentials',
    CORS,
    /^export function corsOptions\(req, callback\) \{/m,
    '$&\n  return callback(null, { origin: true, credentials: true });',
  ),
  cors(
    'names that begin alike',
    CORS,
    'origin: origins,',
    'origin: (origin, done) => done(null, origins.some((each) => origin?.startsWith(each))),',
  ),
  cors(
    'names that end alike',
    CORS,
    'origin: origins,',
    "origin: (origin, done) => done(null, origins.some((each) => origin?.endsWith(each.split('//')[1]))),",
  ),
  cors(
    'plain http as well',
    CORS,
    'origin: origins,',
    "origin: [...origins, ...origins.map((each) => each.replace('https', 'http'))],",
  ),
  cors('null allowed', CORS, 'origin: origins,', "origin: [...origins, 'null'],"),
  cors(
    'without Vary',
    CORS,
    'app.use(cors(corsOptions));',
    "app.use(cors(corsOptions));\n  app.use((_req, res, next) => {\n    res.removeHeader('Vary');\n    next();\n  });",
  ),
  cors('allowed pages turned away', INDEX, '  mountCors(app);\n', ''),
  cors(
    'foreign origins get an error',
    CORS,
    /^export function corsOptions\(req, callback\) \{/m,
    "$&\n  if (req.headers.origin?.includes('evil')) return callback(new Error('Not allowed by CORS'));",
  ),

  rateLimit('no limit for all', INDEX, '  limitRequests(app);\n', ''),
  rateLimit('no limit on logging in', 'src/routes/auth.js', 'loginLimiter, validate(', 'validate('),
  rateLimit('every proxy trusted', LIMITER, "app.set('trust proxy', isProxy)", "app.set('trust proxy', true)"),
  rateLimit(
    'the first X-Forwarded-For entry is the client',
    LIMITER,
    "ipKeyGenerator(bare(req.ip ?? ''))",
    "ipKeyGenerator(bare((req.get('X-Forwarded-For') ?? req.ip ?? '').split(',')[0]))",
  ),
  rateLimit('no proxy trusted', INDEX, '  trustProxies(app);\n', ''),
  rateLimit(
    'one limit for everybody',
    LIMITER,
    "return ipKeyGenerator(bare(req.ip ?? '')).slice(0, 64);",
    "return 'everybody';",
  ),
  rateLimit('health check limited', LIMITER, 'isHealthCheck(req) || isShared(req)', 'isShared(req)'),
  rateLimit(
    'only watching',
    LIMITER,
    /handler: \(_req, res\) => \{[^]*?\n {4}\},/,
    'handler: (_req, _res, next) => next(),',
  ),
  rateLimit(
    'refused without Retry-After',
    LIMITER,
    'res.status(429)',
    "res.removeHeader('Retry-After');\n      res.status(429)",
  ),
  rateLimit(
    'a limit hundred times as high',
    LIMITER,
    /const attempts = \{[^}]*\}/,
    'const attempts = { limit: 1000, windowMs: 900_000 }',
  ),
  rateLimit(
    'a general limit hundred times as high',
    LIMITER,
    /const everything = \{[^}]*\}/,
    'const everything = { limit: 30_000, windowMs: 60_000 }',
  ),
  rateLimit('the account alone counts', LIMITER, '`${addressKey(req)} ${hash(', '`${hash('),

  validation('does nothing', VALIDATE, 'if (Object.keys(fields).length === 0) next();', 'if (fields) next();'),
  validation('not on the login', 'src/routes/auth.js', 'validate(schemas.postAuthLogin), ', ''),
  validation('anything is valid', security('schemas'), /email: z\.string\(\)/, 'email: z.any()'),
  validation(
    'what was sent comes back',
    VALIDATE,
    "json({ error: 'validation_failed', fields })",
    "json({ error: 'validation_failed', fields, sent: req.body })",
  ),

  errors('not mounted', INDEX, '  mountErrorHandler(app);\n', ''),
  errors(
    'the message goes outward',
    ERRORS,
    'isMeantForClients(error) ? ownMessage(error, status) : undefined',
    'error.message',
  ),
  errors(
    'the stack goes outward',
    ERRORS,
    'isMeantForClients(error) ? ownMessage(error, status) : undefined',
    'error.stack',
  ),
  errors(
    'the 404 page repeats the path',
    ERRORS,
    'answer(req, res, 404)',
    'answer(req, res, 404, `Cannot ${req.method} ${decodeURI(req.originalUrl)}`)',
  ),
  errors('every error is a success', ERRORS, 'res.status(status);', 'res.status(200);'),
  errors('nothing is logged', ERRORS, "console.error('Request failed:', req.method, req.path, error);", '{}'),

  limits('not protected', 'src/server.js', /protectServer\((app\.listen\([^]*?\n\}\))\);/, '$1;'),
  limits(
    'slow headers for ever',
    LIMITS,
    'server.headersTimeout = 15_000;',
    'server.headersTimeout = 0, server.requestTimeout = 0;',
  ),
  limits(
    'limits looked at too rarely',
    LIMITS,
    'connectionsCheckingInterval: 5_000',
    'connectionsCheckingInterval: 3_600_000',
  ),
  limits('no graceful stop', LIMITS, '  stopGracefully(server);\n', ''),
  limits('stops in the middle of an answer', LIMITS, 'stopping = true;', 'process.exit(0);'),
  limits('never stops', LIMITS, /^function stop\(\) \{/m, '$&\n  return;'),
  limits('bodies of any size', 'src/app.js', 'express.json()', "express.json({ limit: '100mb' })"),

  secrets('not checked', 'src/server.js', "import './security/env.js';\n", ''),
  secrets('only a warning', ENV, '  process.exit(1);\n', ''),
  secrets('ends as if all were well', ENV, 'process.exit(1)', 'process.exit(0)'),
  secrets('the name is not said', ENV, 'return `${name} ', 'return `A variable '),
  secrets('values are printed', ENV, 'found.map((line)', '[...found, JSON.stringify(process.env)].map((line)'),

  supplyChain('findings pass', WORKFLOW, /exit 1\n/, 'exit 0\n'),
  supplyChain('no audit', WORKFLOW, /report=\$\(npm audit[^\n]*/, 'report=$(true)'),
  supplyChain('a dead registry passes', WORKFLOW, 'exit 2', 'exit 0'),
];
