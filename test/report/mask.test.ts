import { describe, expect, it } from 'vitest';
import { maskSecrets } from '../../src/report/mask';

describe('maskSecrets', () => {
  it.each([
    ["const jwtSecret = 'hunter2hunter2';", "const jwtSecret = '***';"],
    ['  "password": "hunter2",', '  "password": "***",'],
    ['  "secret": "10.2.2-rc hunter2",', '  "secret": "***",'],
    ["session({ secret: 'hunter2 cat', resave: false })", "session({ secret: '***', resave: false })"],
    ["process.env.JWT_SECRET || 'hunter2'", "process.env.JWT_SECRET || '***'"],
    ["process.env['API_KEY'] ?? `hunter2`", "process.env['API_KEY'] ?? `***`"],
    ["const dbPassword = 'hunter\\'2'", "const dbPassword = '***'"],
    ["cookieParser('hunter2')", "cookieParser('***')"],
    ["jwt.sign({ id }, 'hunter2', options)", "jwt.sign({ id }, '***', options)"],
    ["jwt.verify(token, 'hunter2')", "jwt.verify(token, '***')"],
    ["createHmac('sha256', 'hunter2')", "createHmac('sha256', '***')"],
    ['+JWT_SECRET=hunter2', '+JWT_SECRET=***'],
    ['# export STRIPE_API_KEY=hunter2 # why', '# export STRIPE_API_KEY=***'],
    ['postgres://app:hunter2@db.example/x', 'postgres://app:***@db.example/x'],
    ['redis://:hunter2@cache.example', 'redis://:***@cache.example'],
    [`key AKIA${'A'.repeat(16)} and ghp_${'a1'.repeat(18)}`, 'key *** and ***'],
    [`sk_live_${'x'.repeat(24)}`, '***'],
    ['Bearer eyJhbGciOiJI.eyJzdWIiOiIx.abc-_x', 'Bearer ***'],
  ])('masks %j', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  it('masks the lines of a private key and keeps their number', () => {
    const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC';
    const text = `+-----BEGIN RSA PRIVATE KEY-----\n+${body}\n+${body}==\n+-----END RSA PRIVATE KEY-----\n`;
    expect(maskSecrets(text)).toBe('+-----BEGIN RSA PRIVATE KEY-----\n+***\n+***\n+-----END RSA PRIVATE KEY-----\n');
    expect(maskSecrets(`'-----BEGIN PRIVATE KEY-----\\n${body}\\n${body}'`)).not.toContain(body);
  });

  it.each([
    "import { rateLimit } from 'express-rate-limit';",
    "app.use('/login', loginLimiter);",
    'const token = req.headers.authorization;',
    "if (password === '') return;",
    'PORT=3000',
    'ALLOWED_ORIGINS=https://app.example',
    "const url = 'https://user.example/path:1@x';",
    'JWT_SECRET=',
    '+    "secretlint": "^10.2.2",',
  ])('leaves %j', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });

  it('takes its time with no long line', () => {
    const start = performance.now();
    maskSecrets(`${'a1B_'.repeat(100_000)}\n${'secret'.repeat(2_000)}\n${'eyJ-'.repeat(2_000)}`);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
