import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { describe, expect, it } from 'vitest';
import { knownToken, tokenSigns } from '../../../../codemods/lib/secrets/tokens';

/** As long as the forms ask for, and of no service: nothing here was ever given to anybody. */
const mixed = (length: number): string => 'q7Zk2vR9wX4bN8mT3hL6'.repeat(20).slice(0, length);
const pem = (kind: string): string =>
  `-----BEGIN ${kind}-----\nMI${mixed(120)}\n-----END ${kind}-----`.replace(/(.{64})/g, '$1\n');

const TOKENS: [string, string][] = [
  ['AWS_ACCESS_KEY_ID', `AKIA${'Q7ZK2VR9WX4BN8MT'}`],
  ['GITHUB_TOKEN', `ghp_${mixed(36)}`],
  ['GITHUB_TOKEN', `gho_${mixed(36)}`],
  ['GITHUB_TOKEN', `ghu_${mixed(36)}`],
  ['GITHUB_TOKEN', `ghs_${mixed(36)}`],
  ['GITHUB_TOKEN', `ghr_${mixed(36)}`],
  ['GITHUB_TOKEN', `github_pat_${mixed(82)}`],
  ['NPM_TOKEN', `npm_${mixed(36)}`],
  ['SLACK_TOKEN', `xoxb-${'1928374655'}-${'5647382910'}-${mixed(24)}`],
  ['SLACK_TOKEN', `xapp-1-A${'1928374655'}-${mixed(24)}`],
  ['SLACK_WEBHOOK_URL', `https://hooks.slack.com/services/T${'Q7ZK2VR9'}/B${'WX4BN8MT'}/${mixed(24)}`],
  ['SENDGRID_API_KEY', `SG.${mixed(22)}.${mixed(43)}`],
  ['SHOPIFY_TOKEN', `shpat_${mixed(32)}`],
  ['ANTHROPIC_API_KEY', `sk-ant-api03-${mixed(93)}AA`],
  ['OPENAI_API_KEY', `sk-${mixed(20)}T3BlbkFJ${mixed(20)}`],
  ['OPENAI_API_KEY', `sk-proj-${mixed(74)}T3BlbkFJ${mixed(74)}`],
  ['LINEAR_API_KEY', `lin_api_${mixed(40)}`],
  ['OP_SERVICE_ACCOUNT_TOKEN', `ops_ey${mixed(240)}fQ==`],
  ['PRIVATE_KEY', pem('RSA PRIVATE KEY')],
  ['PRIVATE_KEY', pem('PRIVATE KEY')],
];
/** What the preset lacks. */
const MORE: [string, string][] = [
  ['STRIPE_SECRET_KEY', `sk_live_${mixed(24)}`],
  ['STRIPE_WEBHOOK_SECRET', `whsec_${mixed(32)}`],
  ['GITLAB_TOKEN', `glpat-${mixed(20)}`],
  ['GOOGLE_API_KEY', `AIza${mixed(35)}`],
  ['TELEGRAM_BOT_TOKEN', `123987456:AA${mixed(33)}`],
  ['MAILGUN_API_KEY', `key-${'0f1e2d3c4b5a69788796a5b4c3d2e1f0'}`],
];

/** Whether secretlint's recommended preset finds anything in the text. */
async function isFound(content: string): Promise<boolean> {
  const { messages } = await lintSource({
    source: { filePath: 'a.js', content, contentType: 'text', ext: '.js' },
    options: {
      noPhysicFilePath: true,
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }] },
    },
  });
  return messages.length > 0;
}

describe('knownToken', () => {
  it.each([...TOKENS, ...MORE])('knows %s by its form', (variable, token) => {
    expect(knownToken(token)).toMatchObject({ variable });
    expect(tokenSigns.some((sign) => `'${token}'`.includes(sign))).toBe(true);
  });

  // It asks for more around a key of AWS, and for what is inside one of 1Password.
  it.each(TOKENS.filter(([variable]) => !/^(AWS|OP)_/.test(variable)))(
    'and so does secretlint: %s',
    async (_variable, token) => expect(await isFound(token)).toBe(true),
  );

  it.each([
    ['a key to fill in', 'sk_live_xxxxxxxxxxxxxxxxxxxxxxxx'],
    ['a publishable key', `pk_live_${mixed(24)}`],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE'],
    ['a hash', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    ['a long word', 'getAuthenticationTokenForUserOrThrow'],
    ['an address', 'https://hooks.slack.com/services/'],
  ])('knows nothing of %s', (_name, text) => {
    expect(knownToken(text)).toBeNull();
  });
});
