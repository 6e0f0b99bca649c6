import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../support/boot';
import { ask, type Answer } from '../support/http';
import { describeAttempts, letThrough } from './attempts';
import { startOwn, type OwnApp } from './own-app';
import { install, type Installation } from './workshop';

const everything = process.env['TEMPERED_TEST_ALL'] === '1';
const routes = `
security.secureApp(app);
app.use(express.json(), express.urlencoded({ extended: true }));
app.get('/who', (req, res) => res.json({ ip: req.ip, hostname: req.hostname, protocol: req.protocol }));
app.all('/login', security.loginLimiter, (req, res) => res.sendStatus(req.body?.password === 'right' ? 204 : 401));
app.post('/form', security.loginLimiter, (req, res) => {
  res.redirect(req.body.password === 'right' ? '/home' : '/login?failed=1');
});
app.post('/page', security.loginLimiter, (req, res) => res.send('<form>'));
app.post('/code', security.authLimiter, (_req, res) => res.sendStatus(204));
`;
const data = { 'rate-limit': { addressLimit: 30, accountFields: ['email', 'username', 'user.email'] } };

const plan: [4 | 5, number][] = everything
  ? [
      [4, 6],
      [4, 8],
      [5, 7],
      [5, 8],
    ]
  : [[5, 8]];

describe.each(plan)('on Express %d with express-rate-limit %d', (express, limiterMajor) => {
  let installation: Installation;
  const running: Running[] = [];
  beforeAll(async () => {
    installation = await install(express, [`express-rate-limit@${limiterMajor}`]);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(running.map((app) => app.stop()));
    await installation.remove();
  });
  const start = async (name: string, options: OwnApp = {}, code = routes): Promise<Running> => {
    const limits = { ...data['rate-limit'], limiterMajor, ...options.data?.['rate-limit'] };
    const app = await startOwn(installation, name, code, { ...options, data: { 'rate-limit': limits } });
    running.push(app);
    return app;
  };

  describe('the address of a client', () => {
    let app: Running;
    beforeAll(async () => {
      app = await start('addresses');
    });
    const who = async (headers: Record<string, string>): Promise<Record<string, unknown>> =>
      (await ask(app.port, { path: '/who', headers })).json() as Record<string, unknown>;
    const limited = (count: number, headers: (i: number) => Record<string, string>): Promise<number> =>
      letThrough(app, count, (i) => ({ path: '/none', headers: headers(i) }));

    it.each([
      ['127.0.0.1', '203.0.113.1'],
      ['::ffff:10.1.2.3', '203.0.113.1'],
      ['fe80::1%eth0', '203.0.113.1'],
      ['fd00::7', '203.0.113.1'],
      ['none', '203.0.113.1'],
      ['198.51.100.7', '198.51.100.7'],
      ['2001:db8::1', '2001:db8::1'],
    ])('from %s is %s', async (peer, ip) => {
      expect(await who({ 'X-Peer': peer, 'X-Forwarded-For': '192.0.2.9, 203.0.113.1' })).toMatchObject({ ip });
    });

    it('counts once, whatever port and whatever first entry comes with it', async () => {
      expect(await limited(50, (i) => ({ 'X-Forwarded-For': `203.0.113.2:${40_000 + i}` }))).toBe(40);
      expect(await limited(50, (i) => ({ 'X-Forwarded-For': `198.51.100.${i}, 203.0.113.3` }))).toBe(40);
      expect(await limited(50, (i) => ({ 'X-Forwarded-For': `[2001:db8:1::7]:${40_000 + i}` }))).toBe(40);
    });

    it('counts for the whole network that one client of IPv6 has', async () => {
      expect(await limited(50, (i) => ({ 'X-Forwarded-For': `2001:db8:2::${i + 1}:0:0:1` }))).toBe(40);
      expect(await limited(50, (i) => ({ 'X-Forwarded-For': `2001:db8:${100 + i}::1` }))).toBe(50);
      expect(await limited(50, (i) => ({ 'X-Forwarded-For': `::ffff:192.0.2.${i + 1}` }))).toBe(50);
    });

    it.each([
      ['a balancer that does not say', { 'X-Peer': '10.0.0.9' }],
      ['a socket file', { 'X-Peer': 'none' }],
      ['a proxy on this machine that passes Host on', { 'X-Peer': '127.0.0.1', Host: 'shop.example' }],
    ])('is not limited where everybody would share it: %s', async (_name, headers) => {
      expect(await limited(50, () => headers)).toBe(50);
    });

    it('says once what is wrong with the proxies', () => {
      expect(app.output().match(/without X-Forwarded-For/g)).toHaveLength(1);
      expect(app.output().match(/such as a CDN/g)).toHaveLength(1);
    });
  });

  it('leaves what Express says of the host as it was', async () => {
    const app = await start('host');
    const ofHost = async (Host: string): Promise<unknown> => {
      const headers = { Host, 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' };
      return (await ask(app.port, { path: '/who', headers })).json();
    };
    expect(await ofHost('shop.example:8080')).toMatchObject({ hostname: 'shop.example', protocol: 'https' });
    expect(await ofHost('[2001:db8::1]:80')).toMatchObject({ hostname: '[2001:db8::1]' });
  });

  it("follows the app's own trust, before and after", async () => {
    const app = await start('own-trust', {}, `${routes}app.set('trust proxy', 1);`);
    const headers = { 'X-Forwarded-For': '10.0.0.1, 10.0.0.2', 'X-Forwarded-Host': 'shop.example' };
    expect((await ask(app.port, { path: '/who', headers })).json()).toMatchObject({
      ip: '10.0.0.2',
      hostname: 'shop.example',
    });
  });

  it('believes the listed proxies alone, and ignores what is no address', async () => {
    const app = await start('listed', { env: { TRUSTED_PROXIES: '198.51.100.0/24, my-lb.internal, 192.0.2.1,' } });
    const from = async (peer: string): Promise<unknown> => {
      const headers = { 'X-Peer': peer, 'X-Forwarded-For': '203.0.113.1' };
      return ((await ask(app.port, { path: '/who', headers })).json() as { ip: string }).ip;
    };
    expect(await from('198.51.100.200')).toBe('203.0.113.1');
    expect(await from('192.0.2.1')).toBe('203.0.113.1');
    expect(await from('10.0.0.1')).toBe('10.0.0.1');
    expect(app.output().match(/my-lb\.internal/g)).toHaveLength(1);
  });

  describeAttempts(() => start('attempts', { data: { 'rate-limit': { limit: 10_000 } } }));

  it('logs once for each client and window what it would refuse', async () => {
    const app = await start('observe', { data: { 'rate-limit': { mode: 'observe', limit: 3 } } });
    const answers: Answer[] = [];
    for (let i = 0; i < 20; i++) answers.push(await ask(app.port, { path: '/who', from: `127.0.0.${1 + (i % 2)}` }));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(app.output().match(/would refuse/g)).toHaveLength(2);
  });
});
