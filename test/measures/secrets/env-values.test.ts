import { describe, expect, it } from 'vitest';
import { envSecrets } from '../../../src/measures/secrets/env-values';

const names = (text: string): string[] => envSecrets(text).map(({ name }) => name);

describe('envSecrets', () => {
  it('finds secrets however they are written, and says where', () => {
    const text =
      'PORT=1\nexport JWT_SECRET="vq3s Z0mB8dT1"\r\n  DB_PASSWORD = hunter2! # the usual\nMAIL_API_KEY: \'k3y-of-mail\'\n';
    expect(names(text)).toEqual(['JWT_SECRET', 'DB_PASSWORD', 'MAIL_API_KEY']);
    const [first] = envSecrets(text);
    expect(text.slice(first!.start, first!.end)).toBe('export JWT_SECRET="vq3s Z0mB8dT1"');
  });

  it.each(['DATABASE_URL=postgres://app:hunter2@db/x', `KEY=ghp_${'q7Zk2vR9wX4bN8mT3hL6'.repeat(2).slice(0, 36)}`])(
    'finds by its form: %s',
    (line) => expect(names(line)).toHaveLength(1),
  );

  it.each([
    'JWT_SECRET=',
    'JWT_SECRET=secret',
    'JWT_SECRET=<your secret>',
    'JWT_SECRET=${OTHER}',
    'JWT_SECRET=$OTHER_SECRET',
    'API_KEY=your-api-key',
    'API_KEY=changeme',
    'DB_PASSWORD=password',
    'JWT_SECRET_EXPIRES=15m0s',
    'PUBLIC_KEY=abcdefgh12',
    '# JWT_SECRET=Vq3sZ0mB8dT1',
    'DATABASE_URL=postgres://user:password@localhost/x',
    'URL=https://example.com',
  ])('leaves %s', (line) => {
    expect(names(line)).toEqual([]);
  });
});
