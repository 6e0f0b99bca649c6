import { createHash, createHmac } from 'node:crypto';

/** Secrets of examples and tutorials, which are the first that are tried. */
const KNOWN = ['secret', 'your-256-bit-secret', 'changeme', 'jwt_secret', 'secretkey', 'keyboard cat'];

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = (): number => Math.floor(Date.now() / 1000);

/** What an access token says in most apps, for an administrator. */
const claims = (): Record<string, unknown> => ({
  sub: '1',
  id: 1,
  userId: 1,
  role: 'admin',
  roles: ['admin'],
  type: 'access',
  iat: now(),
  exp: now() + 900,
});

function signed(payload: object, secret: string, header: object = {}): string {
  const head = `${encode({ alg: 'HS256', typ: 'JWT', ...header })}.${encode(payload)}`;
  return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
}

/** Tokens that nobody has signed who may: no signature, none at all, one by a well-known secret, one that was altered. */
export function forgedTokens(): string[] {
  const unsigned = ['none', 'None'].map((alg) => `${encode({ alg, typ: 'JWT' })}.${encode(claims())}.`);
  const [head, , tail] = signed({ ...claims(), role: 'user' }, 'secret').split('.');
  return [
    ...unsigned,
    ...KNOWN.map((secret) => signed(claims(), secret)),
    `${head}.${encode(claims())}.${tail}`,
    'no.token.at-all',
  ];
}

/** Tokens that the app's own secret has signed, but that open nothing: they are over, for refreshing, or without an end. */
export function misusedTokens(secret: string): [what: string, token: string][] {
  const { exp: _exp, ...endless } = claims();
  return [
    ['a token that is over', signed({ ...claims(), iat: now() - 7200, exp: now() - 3600 }, secret)],
    ['a token for refreshing', signed({ ...claims(), type: 'refresh' }, secret)],
    ['a token without an end', signed(endless, secret)],
  ];
}

/** Who makes the tokens that tempered generates, and whom they are for. */
export interface OwnNames {
  issuer: string;
  audience: string;
}

/** As those that tempered generates are but for one thing, so that nothing else refuses them. */
export function misusedOwnTokens(secret: string, { issuer, audience }: OwnNames): [what: string, token: string][] {
  const names = { iss: issuer, aud: audience };
  const good = { ...claims(), ...names };
  const { exp: _exp, ...endless } = claims();
  const kid = createHash('sha256').update(secret).digest('base64url').slice(0, 8);
  const made = (payload: object, header: object = {}): string =>
    signed(payload, secret, { typ: 'at+jwt', kid, ...header });
  return [
    ['a token that is over', made({ ...good, iat: now() - 7200, exp: now() - 3600 })],
    ['a token for refreshing', made(good, { typ: 'rt+jwt' })],
    ['a token without an end', made({ ...endless, ...names })],
    ['a token for another app', made({ ...good, aud: 'https://evil.example' })],
    ['a token of another app', made({ ...good, iss: 'https://evil.example' })],
  ];
}
