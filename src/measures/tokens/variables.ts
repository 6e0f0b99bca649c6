import type { Answers } from '../../types';
import type { ExampleVariable } from '../env-lines';

/** What the generated modules read from the environment, by what was chosen to be generated. */
export function tokenVariables(answers: Answers): ExampleVariable[] {
  if (answers['tokens.kind'] === 'oidc') return OIDC;
  if (answers['tokens.kind'] !== 'own') return [];
  return answers['tokens.store'] === 'redis' ? [...OWN, REDIS] : OWN;
}

/** Those that nobody may know: the check at start looks at what they are like, where they are set. */
export const tokenSecrets = (answers: Answers): string[] =>
  tokenVariables(answers).flatMap(({ name }) => (/SECRET/.test(name) ? [name] : []));

const OIDC: ExampleVariable[] = [
  {
    name: 'OIDC_ISSUER',
    value: 'https://login.example.com/',
    comment: 'Who makes the access tokens, exactly as their "iss" says, the slash at the end included.',
  },
  { name: 'OIDC_AUDIENCE', value: '', comment: 'What this API is called by the provider: the "aud" of its tokens.' },
  { name: 'OIDC_JWKS_URL', value: '', comment: 'Where the keys are, for a provider that has no discovery document.' },
  { name: 'OIDC_TOKEN_TYPE', value: 'at+jwt', comment: 'Where the "typ" of access tokens says so: takes no others.' },
];

const GENERATE = `node -p "require('crypto').randomBytes(48).toString('base64url')"`;
const OWN: ExampleVariable[] = [
  {
    name: 'ACCESS_TOKEN_SECRET',
    value: '',
    comment: `Secret that signs access tokens, at least 32 random bytes: ${GENERATE}`,
  },
  {
    name: 'ACCESS_TOKEN_SECRET_PREVIOUS',
    value: '',
    comment: 'Secret: the one before, for ten minutes after it was changed.',
  },
];

const REDIS: ExampleVariable = {
  name: 'REDIS_URL',
  value: 'redis://127.0.0.1:6379',
  comment: 'Where refresh tokens are kept for all instances together.',
};
