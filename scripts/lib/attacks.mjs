// What the demo does to the shop. Each attack says what it got, and whether that was what an attacker wants.
import http from 'node:http';

const HOST = 'shop.example';
const FRIEND = 'https://www.shop.example';
const STRANGER = 'https://evil.example';

/** What the shop is started with. It reads the secret only; the others are read by what tempered adds. */
export const environment = {
  SESSION_SECRET: 'demo-0123456789abcdef0123456789abcdef',
  PUBLIC_URL: `https://${HOST}`,
  ALLOWED_ORIGINS: FRIEND,
};

let clients = 0;
/** An address nobody else in this run has, so that one attack does not use up another one's limits. */
const newClient = () => `203.0.113.${++clients}`;

/**
 * One request as the shop gets it from a proxy that ends TLS. `forged` is what the client claims about itself: the proxy
 * adds the real address behind it. Status 0: no answer.
 */
function send(port, { method = 'GET', path = '/', body, headers = {}, client = newClient(), forged, proto = 'https' }) {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const options = {
    host: '127.0.0.1',
    port,
    method,
    path,
    agent: false,
    headers: {
      host: HOST,
      'x-forwarded-proto': proto,
      'x-forwarded-for': forged ? `${forged}, ${client}` : client,
      ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...headers,
    },
  };
  return new Promise((resolve) => {
    const request = http.request(options, (response) => {
      let received = '';
      response.setEncoding('utf8').on('data', (chunk) => (received += chunk));
      response.on('close', () => resolve({ status: response.statusCode, headers: response.headers, text: received }));
    });
    request.on('error', (error) => resolve({ status: 0, headers: {}, text: error.code }));
    request.end(text);
  });
}

const login = (port, body, rest = {}) => send(port, { method: 'POST', path: '/auth/login', body, ...rest });
const carol = { email: 'carol@shop.example', password: 'sunshine' };
const said = ({ status }) => (status === 0 ? 'no answer' : String(status));

/** Tries 29 wrong passwords, then the right one. */
async function guess(port, options) {
  const client = newClient();
  for (let attempt = 1; attempt <= 30; attempt++) {
    const password = attempt === 30 ? carol.password : `guess-${attempt}`;
    const answer = await login(port, { ...carol, password }, { client, ...options(attempt) });
    if (answer.status === 429) return { got: `429 at try ${attempt}`, won: false };
    if (answer.status === 200) return { got: `in at try ${attempt}`, won: true };
  }
  return { got: 'never let in', won: false };
}

/** Whether an error tells the client about the code it comes from. */
async function leak(port, request) {
  const { status, text } = await send(port, request);
  const leaks = /node_modules|at \S+ \(|\.js:\d+|Unexpected token|JSON at position|is not a function/.test(text);
  return { got: `${status}, ${leaks ? 'stack trace' : 'no details'}`, won: leaks };
}

/** `run(shop)` gets `{ port, stop(), startWith(environment) }` and says `{ got, won }`. */
export const attacks = [
  {
    name: 'Ask what software it runs',
    async run({ port }) {
      const by = (await send(port, {})).headers['x-powered-by'];
      return { got: by ? `"${by}"` : 'not said', won: by !== undefined };
    },
  },
  {
    name: 'Show it in a frame on a hostile page',
    async run({ port }) {
      const { headers } = await send(port, {});
      const policy = headers['x-frame-options'] ?? headers['content-security-policy'];
      return { got: policy ? `refused: ${headers['x-frame-options'] ?? 'CSP'}` : 'allowed', won: !policy };
    },
  },
  {
    name: 'Read its answers from any website',
    async run({ port }) {
      const origin = (await send(port, { path: '/products', headers: { origin: STRANGER } })).headers[
        'access-control-allow-origin'
      ];
      return { got: origin ? `allowed: ${origin}` : 'not allowed', won: origin === '*' || origin === STRANGER };
    },
  },
  {
    name: 'Log in with operators, no password',
    async run({ port }) {
      const answer = await login(port, { email: { $gt: '' }, password: { $gt: '' } });
      return { got: answer.status === 200 ? '200, as admin' : said(answer), won: answer.status === 200 };
    },
  },
  { name: 'Guess a password, 30 tries', run: ({ port }) => guess(port, () => ({})) },
  {
    name: '… with a forged address each time',
    run: ({ port }) => guess(port, (attempt) => ({ forged: `198.51.100.${attempt}` })),
  },
  {
    name: 'Stop it with one empty login',
    async run({ port, stop }) {
      const answer = await login(port, {});
      const after = await send(port, { path: '/health' });
      const dead = after.status === 0;
      if (dead) await stop();
      return { got: dead ? 'it crashed' : `${said(answer)}, still up`, won: dead };
    },
  },
  {
    name: 'Read the stack trace of malformed JSON',
    run: ({ port }) => leak(port, { method: 'POST', path: '/auth/login', body: '{"email": ' }),
  },
  { name: 'Read the stack trace of an odd query', run: ({ port }) => leak(port, { path: '/products?q[]=cup' }) },
  {
    name: 'Try 400 addresses that do not exist',
    async run({ port }) {
      const client = newClient();
      for (let count = 1; count <= 400; count++) {
        const { status } = await send(port, { path: `/backup-${count}.zip`, client });
        if (status === 429) return { got: `429 at try ${count}`, won: false };
      }
      return { got: 'all answered', won: true };
    },
  },
  {
    name: 'Listen in on a login without TLS',
    async run({ port }) {
      const answer = await login(port, carol, { proto: 'http' });
      return { got: answer.status === 200 ? '200, in clear' : said(answer), won: answer.status === 200 };
    },
  },
  {
    name: 'Downgrade a visitor to plain http',
    async run({ port }) {
      const hsts = (await send(port, {})).headers['strict-transport-security'];
      return { got: hsts ? 'https only (HSTS)' : 'possible', won: !hsts };
    },
  },
  {
    name: 'Run without the secret that signs logins',
    async run({ startWith }) {
      const { SESSION_SECRET: _, ...rest } = environment;
      const started = await startWith(rest);
      return { got: started ? 'starts all the same' : 'refuses to start', won: started };
    },
  },
];

/** What customers do: it has to work before and after. */
export const customers = [
  {
    name: 'Look at the products',
    run: async ({ port }) => (await send(port, { path: '/products?q=cup' })).text.includes('"Cup"'),
  },
  { name: 'Log in', run: async ({ port }) => (await login(port, carol)).text.includes('token') },
  {
    name: 'See the own account',
    async run({ port }) {
      const { token } = JSON.parse((await login(port, carol)).text);
      const { text } = await send(port, { path: '/users/me', headers: { authorization: `Bearer ${token}` } });
      return text.includes(carol.email);
    },
  },
  {
    name: 'Register',
    async run({ port }) {
      const body = { email: `new-${newClient()}@shop.example`, password: 'a long pass phrase', name: 'Nia' };
      return (await send(port, { method: 'POST', path: '/auth/register', body })).status === 201;
    },
  },
  {
    name: "Use it from the shop's own website",
    async run({ port }) {
      const { headers } = await send(port, { path: '/products', headers: { origin: FRIEND } });
      return ['*', FRIEND].includes(headers['access-control-allow-origin']);
    },
  },
  {
    name: 'Health check over plain http',
    run: async ({ port }) => (await send(port, { path: '/health', proto: 'http' })).status === 200,
  },
];
