import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../support/boot';
import { ask } from '../support/http';
import { installWeb, startWeb, webFrameworks } from './web';

const cookie = { Cookie: 'session=of-a-visitor' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const home = { Host: 'app.example.com' };
const env = { PUBLIC_URL: 'https://app.example.com', ALLOWED_ORIGINS: 'https://shop.example.com/, *' };

const refused: Record<string, Record<string, string>> = {
  'another site': { ...home, ...cookie, Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
  'another site over plain http': { ...home, ...cookie, Origin: 'http://evil.example' },
  'a page without an origin': { ...home, ...cookie, Origin: 'null' },
  'a sandboxed page': { ...home, ...cookie, Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
  'another host of the same site': {
    ...home,
    ...cookie,
    Origin: 'https://x.example.com',
    'Sec-Fetch-Site': 'same-site',
  },
  'a host that begins alike': { ...home, ...cookie, Origin: 'https://app.example.com.evil.example' },
  'another port': { ...home, ...cookie, Origin: 'http://app.example.com:8080' },
  'a browser that says no more than cross-site': { ...home, ...cookie, 'Sec-Fetch-Site': 'cross-site' },
  'a form that brings no cookie, such as of a login': { ...home, ...form, Origin: 'https://evil.example' },
  'what a browser logs in by itself': { ...home, Authorization: 'Basic YTpi', Origin: 'https://evil.example' },
};
const taken: Record<string, Record<string, string>> = {
  'its own pages': { ...home, ...cookie, Origin: 'https://app.example.com', 'Sec-Fetch-Site': 'same-origin' },
  'its own pages behind a proxy that names another host': {
    Host: 'app:3000',
    ...cookie,
    Origin: 'https://app.example.com',
  },
  'its own pages over plain http': { Host: 'intranet:8080', ...cookie, Origin: 'http://intranet:8080' },
  'its own pages by the name that a proxy hands on': {
    ...{ Host: '10.0.0.7:3000', 'X-Forwarded-Host': 'intranet' },
    ...{ ...cookie, Origin: 'http://intranet' },
  },
  'the origin of the list': { ...home, ...cookie, Origin: 'https://shop.example.com', 'Sec-Fetch-Site': 'cross-site' },
  'a person, by the address bar': { ...home, ...cookie, 'Sec-Fetch-Site': 'none' },
  'curl and servers': { ...home, ...cookie },
  'pages that say who asks in a header': { ...home, Authorization: 'Bearer x', Origin: 'https://elsewhere.example' },
};

describe('requests of other sites', () => {
  let installation: Awaited<ReturnType<typeof installWeb>>;
  const running: Running[] = [];
  const start = async (framework: (typeof webFrameworks)[number], mode: string): Promise<Running> => {
    const csrf = { template: `csrf/${framework}.ts`, data: { mode, exempt: ['/saml/*/acs'], events: false } };
    const code = "import { refuseOtherSites } from './csrf.js';\nrefuseOtherSites(app);";
    const name = `csrf-${framework}-${mode}`;
    const app = { folder: installation.folder, name, framework, modules: { csrf }, code, env };
    running.push(await startWeb(app));
    return running.at(-1)!;
  };
  beforeAll(async () => {
    installation = await installWeb();
  }, 120_000);
  afterAll(async () => {
    await Promise.all(running.map((each) => each.stop()));
    await installation.remove();
  });

  it.each(webFrameworks)('are refused by %s, and nobody else', async (framework) => {
    const { port } = await start(framework, 'enforce');
    const post = async (headers: Record<string, string>, path = '/transfer'): Promise<number> =>
      (await ask(port, { method: 'POST', path, headers })).status;
    for (const [who, headers] of Object.entries(refused)) expect(await post(headers), who).toBe(403);
    for (const [who, headers] of Object.entries(taken)) expect(await post(headers), who).toBe(200);
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect((await ask(port, { method, path: '/', headers: refused['another site']! })).status).toBe(403);
    expect((await ask(port, { path: '/', headers: refused['another site']! })).status).toBe(200);
    for (const path of ['/saml/okta/acs', '/SAML/okta/acs/?x=1'])
      expect(await post(refused['another site']!, path)).toBe(200);
    for (const path of ['/saml/acs', '/saml/a/b/acs', '/transfer?/saml/okta/acs', '//saml/okta/acs'])
      expect(await post(refused['another site']!, path)).toBe(403);
  });

  it.each(['express', 'hono'] as const)('are only logged by %s while it watches, once each', async (framework) => {
    const { port, output } = await start(framework, 'observe');
    for (const headers of [...Object.values(refused), ...Object.values(refused), ...Object.values(taken)])
      expect((await ask(port, { method: 'POST', path: '/transfer?secret', headers })).status).toBe(200);
    const lines = output()
      .split('\n')
      .filter((line) => line.includes('would be refused'));
    expect(lines).toContain('A request of another site would be refused: POST /transfer from https://evil.example');
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.length).toBeLessThan(Object.keys(refused).length);
    expect(output()).not.toContain('secret');
  });
});
