import { createHash, createHmac } from 'node:crypto';
import { describe } from 'vitest';
import { tokensProbes } from '../../../src/measures/tokens/probes';
import { type App, looked, testProbes } from '../verdicts';

const secret = 'made up for this run, long enough to be one';
const target = { looked: [looked('/', {}), looked('/me', { status: 401 })], canaries: [secret] };
const decode = (part = ''): Record<string, unknown> => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
};

/** An app that lets in whom `trusts` says. */
const guarding =
  (
    trusts: (
      header: Record<string, unknown>,
      claims: Record<string, unknown>,
      genuine: (secret: string) => boolean,
    ) => boolean,
  ): App =>
  ({ headers }) => {
    const [head, body, signature] = headers!['authorization']!.slice('Bearer '.length).split('.');
    const genuine = (key: string): boolean =>
      createHmac('sha256', key).update(`${head}.${body}`).digest('base64url') === signature;
    return { status: trusts(decode(head), decode(body), genuine) ? 200 : 401 };
  };
const now = Date.now() / 1000;
/** An app with tokens that were generated, which are refused for all that is wrong with them but one thing. */
const ofOurs = {
  ...target,
  measures: ['tokens'],
  answers: { 'tokens.kind': 'own', 'tokens.name': 'shop' },
};
const generated = (forgets: 'typ' | 'exp' | 'iss' | 'aud' | 'end' | null): App =>
  guarding((head, { exp, iss, aud }, genuine) => {
    const checks = {
      typ: head['typ'] === 'at+jwt',
      end: exp !== undefined,
      exp: exp === undefined || Number(exp) > now,
      iss: iss === 'shop',
      aud: aud === 'shop',
    };
    const kid = createHash('sha256').update(secret).digest('base64url').slice(0, 8);
    return (
      genuine(secret) && head['kid'] === kid && Object.entries(checks).every(([name, ok]) => ok || name === forgets)
    );
  });
const careful = guarding(
  (_head, { exp, type }, genuine) => genuine(secret) && Number(exp) > now && type === 'access' && false,
);

describe('probes of tokens', () => {
  testProbes(tokensProbes, {
    'tokens/forged': {
      passed: { 'all are refused': { app: careful, target } },
      failed: {
        'the signature is not looked at': { app: guarding((_head, { role }) => role === 'admin'), target },
        'no signature is a good one': { app: guarding(({ alg }) => alg === 'none'), target },
        'a well-known secret': { app: guarding((_head, _claims, genuine) => genuine('changeme')), target },
        'it fails': { app: { status: 500 }, target },
      },
      skipped: { 'no route demands a token': {} },
    },
    'tokens/misused': {
      passed: {
        'all are refused': { app: careful, target },
        'all of ours are refused': { app: generated(null), target: ofOurs },
      },
      failed: {
        'ours that are over': { app: generated('exp'), target: ofOurs },
        'ours without an end': { app: generated('end'), target: ofOurs },
        'ours of another kind': { app: generated('typ'), target: ofOurs },
        'ours of another app': { app: generated('iss'), target: ofOurs },
        'ours for another app': { app: generated('aud'), target: ofOurs },
        over: { app: guarding((_head, _claims, genuine) => genuine(secret)), target },
        'without an end': {
          app: guarding(
            (_head, { exp, type }, genuine) =>
              genuine(secret) && type === 'access' && (exp === undefined || Number(exp) > now + 3600),
          ),
          target,
        },
        'for refreshing': {
          app: guarding((_head, { type }, genuine) => genuine(secret) && type === 'refresh'),
          target,
        },
      },
      skipped: { 'no secret was made up': { target: { ...target, canaries: [] } } },
    },
  });
});
