import { describe, expect, it } from 'vitest';
import { app, findingsOf } from '../rules';

const key = (kind: string, more = ''): string =>
  `-----BEGIN ${kind}-----\n${more}MIICXAIBAAKBgQ\n-----END ${kind}-----\n`;
const found = async (path: string, text: string) =>
  (await findingsOf('secrets/hard-coded', { ...app(''), [path]: text })).map(({ severity }) => severity);

describe('a private key in a file of its own', () => {
  it.each(['keys/jwt.key', 'server.pem', 'deploy/id_rsa', 'AuthKey.p8'])('is found in %s', async (path) => {
    expect(await found(path, key('PRIVATE KEY'))).toEqual(['high']);
  });

  it('weighs less where it is of a developer’s machine', async () => {
    expect(await found('certs/localhost.key', key('RSA PRIVATE KEY'))).toEqual(['low']);
    expect(await found('config/dev/jwt.pem', key('EC PRIVATE KEY'))).toEqual(['low']);
  });

  it.each([
    ['a public key', 'jwt.pem', key('PUBLIC KEY')],
    ['a certificate', 'server.pem', key('CERTIFICATE')],
    ['a key with a passphrase', 'server.key', key('RSA PRIVATE KEY', 'Proc-Type: 4,ENCRYPTED\n')],
    ['a key with a passphrase, in the newer form', 'server.key', key('ENCRYPTED PRIVATE KEY')],
    ['a key of the tests', 'test/keys/jwt.key', key('PRIVATE KEY')],
    ['a text about one', 'keys/readme.md', key('PRIVATE KEY')],
  ])('is not %s', async (_name, path, text) => {
    expect(await found(path, text)).toEqual([]);
  });
});
