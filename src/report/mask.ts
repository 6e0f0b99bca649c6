const MASK = '***';
const SECRET_NAME =
  // Beginning at the start of a word keeps long words from costing the square of their length.
  '(?<![\\w$-])[\\w$-]*(?:secret|passw(?:or)?d|passphrase|pwd|token|credential|api[_-]?key|access[_-]?key|private[_-]?key|encryption[_-]?key)[\\w$-]*';

/** `jwtSecret = '…'`, `"password": "…"`, `process.env.TOKEN || '…'`, `process.env['TOKEN'] ?? '…'` */
const ASSIGNED = new RegExp(
  `(${SECRET_NAME}['"\\]]*\\s*(?:[:=]|\\|\\||\\?\\?)\\s*)(['"\`])(?!\\2)((?:\\\\.|(?!\\2)[^\\\\\\n])+)\\2`,
  'gi',
);
/** What package.json says of a package whose name sounds like a secret: `"secretlint": "^10.2.2"`. */
const VERSION = /"\s*:\s*"[\^~]?\d+\.\d+\.\d+"$/;
/** `JWT_SECRET=…` of an env file, also as a line of a diff, commented out, or exported. */
const ENVIRONMENT = new RegExp(`^([ +-]?(?:#[ \\t]*)?(?:export[ \\t]+)?${SECRET_NAME}=)(?!['"])(\\S.*)$`, 'gim');
/** Calls whose literal argument is a key. */
const KEYED_CALL =
  /(\b(?:cookieParser|(?:jwt|jsonwebtoken)\.(?:sign|verify)|createHmac)\s*\((?:[^'"`\n()]*,)?\s*(?:'[^'\n]*'\s*,\s*|"[^"\n]*"\s*,\s*)?)(['"`])([^'"`\n]+)\2/g;
const URL_PASSWORD = /(:\/\/[^\s/:@'"`]*:)([^\s/@'"`]+)(@)/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
/** Forms that services give their tokens. */
const TOKEN = new RegExp(
  [
    'AKIA[0-9A-Z]{16}',
    'gh[pousr]_[A-Za-z0-9]{20,}',
    'github_pat_\\w{20,}',
    'glpat-[\\w-]{20,}',
    'npm_[A-Za-z0-9]{30,}',
    '[rs]k_(?:live|test)_\\w{10,}',
    'sk-[\\w-]{20,}',
    'xox[abeprs]-[\\w-]{10,}',
    'AIza[\\w-]{30,}',
    'SG\\.[\\w-]{15,}\\.[\\w-]{15,}',
    'eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]*',
  ]
    .map((form) => `\\b${form}`)
    .join('|'),
  'g',
);

/**
 * The text with what looks like a secret replaced by `***`, for screens, reports and logs. It rather masks too much: what
 * has to be exact is not to be masked.
 */
export function maskSecrets(text: string): string {
  return text
    .replace(PRIVATE_KEY, (key) =>
      key.replace(/^([ +-]?)[A-Za-z0-9+/=]{16,}/gm, `$1${MASK}`).replace(/(\\n)[A-Za-z0-9+/=]{16,}/g, `$1${MASK}`),
    )
    .replace(TOKEN, MASK)
    .replace(URL_PASSWORD, `$1${MASK}$3`)
    .replace(ASSIGNED, (assigned, name: string, quote: string) =>
      VERSION.test(assigned) ? assigned : `${name}${quote}${MASK}${quote}`,
    )
    .replace(KEYED_CALL, `$1$2${MASK}$2`)
    .replace(ENVIRONMENT, `$1${MASK}`);
}
