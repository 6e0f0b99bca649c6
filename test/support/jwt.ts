import { createHmac, generateKeyPairSync, sign as signWith, type KeyObject } from 'node:crypto';

export const encoded = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token by hand, without any library: what is to be refused can be written, too. */
export function token(header: object, claims: unknown, sign: (input: string) => Buffer | string): string {
  const input = `${encoded(header)}.${encoded(claims)}`;
  return `${input}.${Buffer.from(sign(input)).toString('base64url')}`;
}

export const hmac =
  (secret: string | Buffer, hash = 'sha256') =>
  (input: string): Buffer =>
    createHmac(hash, secret).update(input).digest();

export const unsigned = (): string => '';

/** A pair as a provider has it. */
export class ProviderKey {
  readonly #private: KeyObject;
  readonly public: KeyObject;

  constructor(
    readonly kid: string,
    readonly alg: 'RS256' | 'ES256' = 'RS256',
  ) {
    const pair =
      alg === 'RS256'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#private = pair.privateKey;
    this.public = pair.publicKey;
  }

  readonly sign = (input: string): Buffer =>
    signWith('sha256', Buffer.from(input), { key: this.#private, dsaEncoding: 'ieee-p1363' });

  get jwk(): object {
    return { ...this.public.export({ format: 'jwk' }), kid: this.kid, alg: this.alg, use: 'sig' };
  }

  /** A token of today, with what differs. */
  token(claims: object, header: object = {}): string {
    return token({ alg: this.alg, kid: this.kid, typ: 'at+jwt', ...header }, claims, this.sign);
  }
}
