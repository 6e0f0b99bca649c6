import { isRecorded } from '../../../measures/place';
import { isSecretName } from '../../../project/environment';
import type { Project } from '../../../types';
import type { ProbeSettings } from '../../../types/proof';
import { privateValues, secretValues } from '../hide';
import { type AppCode, readCode } from './variables/app-code';
import { hiddenEnvFiles, isForDevelopment, readEnvFile, readExample, readOwn } from './variables/env-files';
import { ALLOWED, HOME, type MadeUp, makeUp, makeUpFor } from './variables/made-up';
import { schemaVariables } from './variables/schema';
import type { SchemaVariable } from './variables/schema-variable';
import { redirected } from './variables/written';

export { hiddenEnvFiles } from './variables/env-files';

export interface BootEnvironment {
  /** The app's whole environment, beside what every program needs (PATH, HOME, …). */
  env: Record<string, string>;
  settings: ProbeSettings;
  /** Variables that the app demands at its start, by its code. */
  required: string[];
  /** The secrets that were made up. */
  canaries: string[];
  /** Values that nobody may read in a report: secrets, and what env files say that the user has named or allowed. */
  secrets: string[];
  /** Env files of the project that the app does not get to see. */
  hidden: string[];
}

export interface EnvironmentOptions {
  /** `--env-file FILE` */
  envFile?: string | undefined;
  /** The user said yes to the app's own env files: the app reads them itself. */
  loadOwn?: boolean | undefined;
}

/** An origin that is in no list. */
export const FOREIGN = 'https://evil.example';
/** What people write where the reader shall put something. */
const PLACEHOLDER =
  /^(<.*>|\[.*\]|\{+[^}]*\}+|x+|\*+|\.{2,}|-+|_+|todo|tbd|fixme|none|null|undefined|""|'')$|change.?(me|this|it)|replace|placeholder|your[\s_-]|[\s_-]here$|insert|fill.?in|generate|xxxx|<[\w\s-]+>|keyboard.?cat|example.?(key|secret|token)|enter[\s_-]/i;
/** Signs sessions and tokens, which any text does: what the example shows is known to everyone. */
const SIGNING = /JWT|SESSION|COOKIE|CSRF|TOKEN_SECRET|^(APP_)?SECRET(_KEY)?$/i;
/** What others may demand to be long; the password of a database may be `postgres`. */
const LONG = /SECRET|ENCRYPTION|SIGNING/i;
const SHORTEST = 32;

/**
 * The environment for one run of the app: the values of its example file, made-up values for what it demands and for
 * secrets, the addresses that probes speak of, and over all that `--env-file`. Nothing of it is written to disk. Files that
 * it names are placeholders (run-files.ts); those of `--env-file` are meant as they are.
 */
export async function bootEnvironment(project: Project, options: EnvironmentOptions): Promise<BootEnvironment> {
  const { root, environment } = project;
  const code = await readCode(project);
  const given = options.envFile === undefined ? {} : await readEnvFile(options.envFile);
  const own = options.loadOwn ? await readOwn(root) : [];
  const ownNames = own.flatMap(({ path, variables }) => (isForDevelopment(path) ? [] : Object.keys(variables)));
  const made = madeUp(project, code, await readExample(root), new Set([...Object.keys(given), ...ownNames]));
  const metrics = isRecorded(project, 'monitoring') ? { METRICS_TOKEN: 'tempered-reads-the-metrics' } : {};
  const usual = { NODE_ENV: 'production', ...made.env, ...metrics, PUBLIC_URL: HOME, ALLOWED_ORIGINS: ALLOWED };
  const env: typeof usual & Partial<Record<'METRICS_TOKEN', string>> = { ...usual, ...given };
  return {
    env,
    settings: {
      home: origin(env.PUBLIC_URL),
      allowed: origin(env.ALLOWED_ORIGINS.split(',')[0]!),
      foreign: FOREIGN,
      metrics: env.METRICS_TOKEN,
    },
    required: environment.filter(({ required }) => required).map(({ name }) => name),
    canaries: made.canaries,
    secrets: [
      ...made.canaries,
      ...secretValues(env),
      ...[given, ...own.map(({ variables }) => variables)].flatMap(privateValues),
    ],
    hidden: options.loadOwn ? [] : await hiddenEnvFiles(root, options.envFile),
  };
}

/** What the example file shows, and made-up values for what is wanted and not shown; nothing for names that are `known`. */
function madeUp(
  { manifest, root, files }: Project,
  { modules, environment }: AppCode,
  example: Record<string, string>,
  known: ReadonlySet<string>,
): Pick<BootEnvironment, 'env' | 'canaries'> {
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const schema = new Map(schemaVariables(modules).map((variable) => [variable.name, variable]));
  const wanted = new Set([...wantedByOurs(files), ...wantedNames(environment, [...schema.values()])]);
  const env: Record<string, string> = {};
  const modes = schema.get('NODE_ENV')?.choices ?? [];
  if (!modes.includes('production') && modes.some(isProduction)) env['NODE_ENV'] = modes.find(isProduction)!;
  const canaries: string[] = [];
  for (const name of new Set([...wantedByOurs(files), ...Object.keys(example), ...wanted])) {
    const shown = example[name] ?? '';
    if (name === 'NODE_ENV' || known.has(name) || (shown === '' && !wanted.has(name))) continue;
    const variable = schema.get(name);
    const make = (): MadeUp => (variable ? makeUpFor(variable, packages) : makeUp(name, packages));
    const { value, secret } = isUsable(name, shown) ? { value: redirected(name, shown, root), secret: false } : make();
    env[name] = value;
    if (secret) canaries.push(value);
  }
  return { env, canaries };
}

/** Without them, tokens that were generated are neither made nor verified. */
const wantedByOurs = (files: Project['files']): string[] =>
  ['ACCESS_TOKEN_SECRET', 'OIDC_ISSUER', 'OIDC_AUDIENCE'].filter((name) =>
    files.some(({ generated, text }) => generated && new RegExp(`\\b${name}\\b`).test(text)),
  );

/** What is demanded, secrets, and what is of no use without its secret: GITHUB_CLIENT_ID beside GITHUB_CLIENT_SECRET. */
function wantedNames(environment: Project['environment'], schema: SchemaVariable[]): Set<string> {
  const secrets = environment.filter(({ secret }) => secret).map(({ name }) => name);
  const prefixes = secrets.flatMap((name) => /^(.+?)_?(?:CLIENT_?|CONSUMER_?|APP_?)?SECRET$/.exec(name)?.[1] ?? []);
  const isCompanion = (name: string): boolean =>
    prefixes.some(
      (prefix) => name.startsWith(prefix) && /^_?(CLIENT_?|CONSUMER_?|APP_?)?(ID|KEY)$/.test(name.slice(prefix.length)),
    );
  const demanded = environment.filter(({ name, required }) => required || isCompanion(name)).map(({ name }) => name);
  return new Set([...secrets, ...demanded, ...schema.filter(({ required }) => required).map(({ name }) => name)]);
}

const isProduction = (mode: string): boolean => /^prod/i.test(mode);

/** A value of the example file that an app can start with. */
function isUsable(name: string, value: string): boolean {
  if (value.trim() === '' || PLACEHOLDER.test(value)) return false;
  if (!isSecretName(name)) return true;
  return !SIGNING.test(name) && !(LONG.test(name) && value.length < SHORTEST);
}

function origin(text: string): string | null {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  return url && /^https?:$/.test(url.protocol) ? url.origin : null;
}
