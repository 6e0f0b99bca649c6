/** What nobody may read in a report: it is shown, sent around, and kept by the runs of a pipeline. */
import { isSecretName } from '../../project/environment';
import { maskSecrets } from '../../report/mask';
import type { ProbeAnswer, Proof } from '../../types/proof';

export type Hide = (text: string) => string;
type Variables = Readonly<Record<string, string>>;

const MASK = '***';
/** Characters; what is shorter stands in any text by chance. */
const SHORTEST = 6;
/** Of one line of a longer value, such as a key in PEM. */
const SHORTEST_LINE = 16;

/** Passwords whose name says less than `isSecretName` asks for: in the report, too much is hidden rather than too little. */
const PASSWORD = /(^|_)(PASS|PWD|PIN|SALT|PEPPER|KEY)$/i;
const PUBLIC_NAME = /^(NODE_ENV|\w*_ENV|PORT|HOST|HOSTNAME|TZ|LANG|PUBLIC_URL|ALLOWED_ORIGINS)$|LOG_?LEVEL$/i;
const PUBLIC_VALUE =
  /^(true|false|yes|no|on|off|enabled|disabled|-?\d+([.,]\d+)?|production|development|staging|localhost|(127|0)(\.\d+){3})$/i;

const isSecret = (name: string): boolean => isSecretName(name) || PASSWORD.test(name);

/** The values of variables that are secret by their name. */
export const secretValues = (env: Variables): string[] =>
  Object.entries(env).flatMap(([name, value]) => (isSecret(name) ? [value] : []));

/** The values of variables out of a file that holds secrets: all but what is obviously public. */
export const privateValues = (env: Variables): string[] =>
  Object.entries(env).flatMap(([name, value]) =>
    isSecret(name) || !(PUBLIC_NAME.test(name) || PUBLIC_VALUE.test(value)) ? [value] : [],
  );

/** `NAME=value`, `--name=value` and `--name value`. */
const PAIR = /(?<![\w-])(--?)?([A-Za-z_][\w-]*)(=|(?<=--[\w-]+)[ \t]+(?!-))("[^"]*"|'[^']*'|[^\s;&|"']+)/g;

const isSecretPair = (name: string): boolean => isSecret(name.replaceAll('-', '_'));

/** The secrets that somebody has typed into a command. */
export const valuesIn = (command: string): string[] =>
  [...command.matchAll(PAIR)].flatMap(([, , name = '', , value = '']) =>
    isSecretPair(name) ? [value.replace(/^["']|["']$/g, '')] : [],
  );

/** A command without them. */
export const hideInCommand: Hide = (command) =>
  command.replace(PAIR, (all, dashes: string | undefined, name: string, between: string) =>
    isSecretPair(name) ? `${dashes ?? ''}${name}${between}${MASK}` : all,
  );

/** Replaces these values by `***`, also where they are written another way, or cut off with `…`. */
export function hider(values: readonly string[]): Hide {
  const forms = [...new Set(values.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((rest, form) => withoutBeginning(rest.replaceAll(form, MASK), form), text);
}

function formsOf(value: string): string[] {
  const password = URL.canParse(value) ? new URL(value).password : '';
  const whole = [value, value.trim(), password, attempt(decodeURIComponent, password)].flatMap((each) => [
    each,
    each.replace(/\s+/g, ' '),
    attempt(encodeURIComponent, each),
    JSON.stringify(each).slice(1, -1),
    // As Node.js reads a header.
    Buffer.from(each).toString('latin1'),
  ]);
  const lines = value.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE && !line.startsWith('-----'));
  // A log has lost its passwords by then.
  return [...whole, ...lines, maskSecrets(value)].filter((form) => form.length >= SHORTEST);
}

function attempt(code: (text: string) => string, text: string): string {
  try {
    return code(text);
  } catch {
    return text;
  }
}

/** Evidence is short: what is cut off is no less a part of the secret. */
function withoutBeginning(text: string, form: string): string {
  if (!text.includes('…')) return text;
  const parts = text.split('…');
  const last = parts.pop()!;
  return [...parts.map((part) => withoutEnding(part, form)), last].join('…');
}

function withoutEnding(text: string, form: string): string {
  for (let length = Math.min(form.length - 1, text.length); length >= SHORTEST; length--)
    if (text.endsWith(form.slice(0, length))) return text.slice(0, -length) + MASK;
  return text;
}

/** All texts of a proof. */
export function hideInProof(proof: Proof, hide: Hide): Proof {
  const { app, problem, results, notes } = proof;
  return {
    ...proof,
    app: hide(app),
    // A value may have several lines.
    problem: problem && {
      reason: hide(problem.reason),
      log: hide(problem.log.join('\n')).split('\n').slice(0, problem.log.length),
      hint: hide(problem.hint),
    },
    results: results.map((result) => ({ ...result, evidence: hide(result.evidence) })),
    notes: notes.map(hide),
  };
}

/** The headers of an answer, of which regressions tell. */
export function hideInAnswer(answer: ProbeAnswer, hide: Hide): ProbeAnswer {
  const headers = Object.entries(answer.headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? hide(value) : value?.map(hide),
  ]);
  return { ...answer, headers: Object.fromEntries(headers) as ProbeAnswer['headers'] };
}
