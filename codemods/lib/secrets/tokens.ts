import { escapeRegExp, ofLastText } from '../text';

/** A form that a service gives its tokens, and the variable of the environment that usually holds one. */
interface TokenFormat {
  title: string;
  variable: string;
  pattern: RegExp;
}

/**
 * The forms of secretlint's recommended preset, and those it lacks (Stripe, GitLab, Google, Telegram …). The preset itself
 * is not shipped: bundled it is 467 kB (107 kB packed), four fifths of which open .p12 files, and it answers later, while
 * a codemod has to find the place again at once. A test holds the two side by side.
 */
const FORMATS: TokenFormat[] = [
  { title: 'An AWS access key', variable: 'AWS_ACCESS_KEY_ID', pattern: /\b(?:A3T[A-Z0-9]|AKIA|ASIA)[A-Z0-9]{16}\b/ },
  {
    title: 'A GitHub token',
    variable: 'GITHUB_TOKEN',
    pattern: /(?<!\p{L})(?:gh[pousr]_[A-Za-z0-9_]{36}|github_pat_\w{82})(?!\w)/u,
  },
  { title: 'A GitLab token', variable: 'GITLAB_TOKEN', pattern: /\bglpat-[\w-]{20,}/ },
  { title: 'An npm token', variable: 'NPM_TOKEN', pattern: /(?<!\p{L})npm_\w{36}(?!\w)/u },
  {
    title: 'A Slack token',
    variable: 'SLACK_TOKEN',
    pattern: /\b(?:xox[abposr]|xapp)-(?:\d-)?(?:[a-zA-Z0-9]{1,40}-)+[a-zA-Z0-9]{1,40}\b/,
  },
  {
    title: 'The address of a Slack webhook',
    variable: 'SLACK_WEBHOOK_URL',
    pattern: /^https:\/\/hooks\.slack\.com\/services\/T\w{1,40}\/B\w{1,40}\/\w{1,40}/i,
  },
  {
    title: 'A Stripe key',
    variable: 'STRIPE_SECRET_KEY',
    pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/,
  },
  { title: 'A Stripe webhook secret', variable: 'STRIPE_WEBHOOK_SECRET', pattern: /\bwhsec_[A-Za-z0-9+/=]{24,}/ },
  {
    title: 'A SendGrid key',
    variable: 'SENDGRID_API_KEY',
    pattern: /(?<!\p{L})SG\.[\w-]{1,128}\.\w{1,128}[-_]?\w{1,128}(?!\w)/u,
  },
  {
    title: 'A Shopify token',
    variable: 'SHOPIFY_TOKEN',
    pattern: /(?<!\p{L})shp(?:pa|ca|at|ss)_[a-zA-Z0-9]{32,64}(?!\w)/u,
  },
  {
    title: 'An Anthropic key',
    variable: 'ANTHROPIC_API_KEY',
    pattern: /(?<!\p{L})sk-ant-api0\d-[\w-]{90,128}AA(?![\w-])/u,
  },
  {
    title: 'An OpenAI key',
    variable: 'OPENAI_API_KEY',
    pattern: /\bsk-(?:(?:proj|svcacct|admin)-[\w-]{58,74}T3BlbkFJ[\w-]{58,74}|[a-zA-Z0-9]{20}T3BlbkFJ[a-zA-Z0-9]{20})/,
  },
  { title: 'A Linear key', variable: 'LINEAR_API_KEY', pattern: /(?<!\p{L})lin_api_\w{32,128}(?!\w)/u },
  {
    title: 'A 1Password token',
    variable: 'OP_SERVICE_ACCOUNT_TOKEN',
    pattern: /(?<!\p{L})ops_ey[A-Za-z0-9+/=]{100,1280}fQ={0,2}/u,
  },
  { title: 'A Google API key', variable: 'GOOGLE_API_KEY', pattern: /\bAIza[0-9A-Za-z_-]{35}(?![\w-])/ },
  { title: 'A Telegram bot token', variable: 'TELEGRAM_BOT_TOKEN', pattern: /^\d{8,10}:AA[\w-]{33}$/ },
  { title: 'A Mailgun key', variable: 'MAILGUN_API_KEY', pattern: /^key-[0-9a-f]{32}$/ },
  {
    title: 'A private key',
    variable: 'PRIVATE_KEY',
    pattern: /-----BEGIN ?(?:(?:RSA|DSA|EC|OPENSSH|PGP|ENCRYPTED) )?PRIVATE KEY(?: BLOCK)?-----/,
  },
];

/** Short words that one of the forms has: a file without them needs no closer look. */
export const tokenSigns: string[] = [
  ...['AKIA', 'ASIA', 'A3T', 'ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_', 'glpat-', 'npm_', 'xox', 'xapp-'],
  ...[
    'hooks.slack.com',
    'k_live_',
    'k_test_',
    'whsec_',
    "'SG.",
    '"SG.',
    '`SG.',
    'shppa_',
    'shpca_',
    'shpat_',
    'shpss_',
    'sk-ant-',
  ],
  ...['T3BlbkFJ', 'lin_api_', 'ops_ey', 'AIza', ':AA', 'key-', 'PRIVATE KEY'],
];

const ANYWHERE = FORMATS.map(({ pattern }) => new RegExp(pattern.source.replace(/^\^/, ''), pattern.flags));

/** All of them in one go, which takes half as long as one after the other. */
const SIGNS = new RegExp(tokenSigns.map(escapeRegExp).join('|'));

/** Whether a file may hold a token. */
export const mayHoldToken = ofLastText((text) => SIGNS.test(text) && ANYWHERE.some((pattern) => pattern.test(text)));

/** Which service's token a text is, or holds; null for anything else. Tokens of documentation say so. */
export function knownToken(text: string): { title: string; variable: string } | null {
  if (text.length < 20) return null;
  const found = FORMATS.find(({ pattern }) => pattern.test(text));
  return found && !SAMPLE.test(text) ? found : null;
}

const SAMPLE = /x{6}|0{8}|\.{3}|1234567890123|<\w+>/i;

/** The token in a word, without what stands around it; null where it holds none. */
export function tokenIn(word: string): { title: string; text: string } | null {
  const found = word.length < 20 ? undefined : FORMATS.find(({ pattern }) => pattern.test(word));
  const text = found?.pattern.exec(word)?.[0] ?? '';
  return found && !SAMPLE.test(text) ? { title: found.title, text } : null;
}
