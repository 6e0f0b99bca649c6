import { credentialsIn, isCommonPassword, isSecret } from '../../../codemods/lib/secrets/names';
import { tokenIn } from '../../../codemods/lib/secrets/tokens';
import { envSecrets } from '../../measures/secrets/env-values';
import { leftOutByPath } from '../../project/scan/left-out';

/** A secret on a line that a commit added. */
export interface LineSecret {
  /** What it is: `A GitHub token`. */
  title: string;
  /** It never leaves the process: it tells whether the same one is met again, and whether it is still there. */
  text: string;
}

const ENV_FILE = /(^|\/)\.env(\.(?!example|sample|template|dist|defaults?|schema)[\w-]+)*$/;
const SAMPLE = /(^|\/)[^/]*\.(example|sample|template|dist|tpl)(\.[^/]*)?$/i;
const SETTINGS = /\.([cm]?[jt]sx?|json5?|ya?ml|toml|ini|properties|conf|sh|tf|tfvars)$|(^|\/)(Dockerfile|Procfile)$/i;

/** What a line with a token has: most lines have none of it, and are done with. */
const TOKEN_SIGN =
  /AKIA|ASIA|A3T|gh[pousr]_|github_pat_|glpat-|npm_|xox|xapp-|hooks\.slack|k_live_|k_test_|whsec_|SG\.|shp[pcas]|sk-|T3BlbkFJ|lin_api_|ops_ey|AIza|:AA|key-|PRIVATE KEY/;
/** Nobody writes longer lines, and patterns take their time over them. */
const LONGEST_LINE = 2000;
const LONGEST_WORD = 3000;
const NAME_SIGN = /secret|passw|passphrase|key|token/i;
const NAMED = /([\w$.-]*(?:secret|passw|passphrase|key|token)[\w$-]*)['"]?\s*[:=]\s*(['"`])((?:(?!\2).){12,200})\2/gi;
const ADDRESS = /\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/'"`]*:[^\s@/'"`]+@[^\s'"`/,]+/gi;

/** Whether lines of a file are looked at: tests and what others wrote hold no secrets, but look like it. */
export function isLookedAt(path: string): boolean {
  if (/(^|\/)node_modules\//.test(path) || SAMPLE.test(path)) return false;
  const reason = leftOutByPath(path);
  return reason === null || reason === 'generated' || reason === 'declarations';
}

/** The secrets of a line. */
export function secretsIn(path: string, line: string): LineSecret[] {
  if (ENV_FILE.test(path)) {
    const [found] = envSecrets(line);
    if (found)
      return [tokens(line)[0] ?? { title: `${found.name} of an env file`, text: line.slice(found.start, found.end) }];
  }
  const found = tokens(line);
  if (line.length > LONGEST_LINE) return found;
  if (line.includes('://')) found.push(...addresses(line));
  return found.length > 0 || !NAME_SIGN.test(line) || !SETTINGS.test(path) ? found : named(line);
}

function tokens(line: string): LineSecret[] {
  if (!TOKEN_SIGN.test(line)) return [];
  const words = line
    .split(/[\s'"`,;()<>{}[\]]+/)
    .filter((word) => word.length <= LONGEST_WORD && TOKEN_SIGN.test(word));
  const found = words.flatMap((word) => tokenIn(word) ?? tokenIn(word.slice(word.indexOf('=') + 1)) ?? []);
  return /-----BEGIN [A-Z ]*PRIVATE KEY/.test(line) ? [...found, privateKey(line)] : found;
}

/** Its first line is the same for all of them: what follows it tells them apart. */
const privateKey = (line: string): LineSecret => ({
  title: 'A private key',
  text: /PRIVATE KEY(?: BLOCK)?-----(?:\\n|\s)*([\w+/=]{16,})/.exec(line)?.[1] ?? '',
});

/** Addresses with a password, of hosts that others reach, too. */
const addresses = (line: string): LineSecret[] =>
  [...line.matchAll(ADDRESS)].flatMap(([text]): LineSecret[] => {
    const [, user = '', password = '', host = ''] = /:\/\/([^:]*):([^@]*)@(.*)$/.exec(text) ?? [];
    const isLocal =
      !/\.[a-z]/i.test(host) || /(^|\.)(example|test|local|localhost|internal|invalid)(\.|:|$)|\$/i.test(host);
    if (isLocal || isCommonPassword(password) || password === user || credentialsIn(text) === null) return [];
    return [{ title: 'An address with a password', text }];
  });

const named = (line: string): LineSecret[] =>
  [...line.matchAll(NAMED)].flatMap(([, name = '', , value = '']): LineSecret[] => {
    const isRandom = /\d/.test(value) && /[a-z]/i.test(value) && !/\s/.test(value);
    const last = name.split('.').at(-1)!;
    return isRandom && isSecret(last, value) ? [{ title: `The value of ${last}`, text: value }] : [];
  });
