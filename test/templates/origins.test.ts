import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/http';
import type { Running } from '../support/boot';
import { startOwn } from './own-app';
import { install, type Installation } from './workshop';

const routes = `
security.secureApp(app);
app.get('/', (_req, res) => res.send('home'));
`;

describe('ALLOWED_ORIGINS', () => {
  let installation: Installation;
  const running: Running[] = [];
  beforeAll(async () => {
    installation = await install(5);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(running.map((app) => app.stop()));
    await installation.remove();
  });
  let apps = 0;
  const start = async (ALLOWED_ORIGINS: string, fallback = 'any'): Promise<Running> => {
    const options = { env: { ALLOWED_ORIGINS }, data: { cors: { fallback } } };
    const app = await startOwn(installation, `origins-${(apps += 1)}`, routes, options);
    running.push(app);
    return app;
  };
  /** What an origin is told, and whether it may send cookies. */
  const told = async (app: Running, origin: string): Promise<(string | undefined)[]> => {
    const { headers } = await ask(app.port, { path: '/', headers: { Origin: origin } });
    return [headers['access-control-allow-origin'], headers['access-control-allow-credentials']];
  };

  it('may be written with a path, capitals and the usual port', async () => {
    const app = await start('HTTPS://Spa.Example:443/app/ , http://b.example:8080, capacitor://localhost');
    expect(await told(app, 'https://spa.example')).toEqual(['https://spa.example', 'true']);
    expect(await told(app, 'http://b.example:8080')).toEqual(['http://b.example:8080', 'true']);
    expect(await told(app, 'capacitor://localhost')).toEqual(['capacitor://localhost', 'true']);
    for (const origin of ['https://spa.example:8443', 'http://spa.example', 'https://spa.example.evil.example']) {
      expect(await told(app, origin)).toEqual([undefined, undefined]);
    }
  });

  it.each(['any', 'same-origin'])(
    'is every origin as "*", and none with credentials, instead of %s',
    async (fallback) => {
      const app = await start('https://spa.example,*', fallback);
      expect(await told(app, 'https://anyone.example')).toEqual(['*', undefined]);
      expect(await told(app, 'https://spa.example')).toEqual(['*', undefined]);
    },
  );

  it('names what is no origin once, and allows it nothing', async () => {
    const app = await start('null, https://*.example.com, localhost:3000');
    for (const origin of ['null', 'https://a.example.com', 'http://localhost:3000', 'https://anyone.example']) {
      expect(await told(app, origin)).toEqual([undefined, undefined]);
    }
    expect(app.output().match(/is no origin/g)).toHaveLength(3);
  });

  it('leaves it to other sites where a visitor came from, as browsers do', async () => {
    const app = await start('https://spa.example');
    const { headers } = await ask(app.port, { path: '/' });
    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
  });
});
