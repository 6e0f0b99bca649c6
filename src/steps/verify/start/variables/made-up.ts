import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { isSecretName } from '../../../../project/environment';
import { runFile } from '../../boot/run-files';
import type { SchemaVariable } from './schema-variable';
import { madeUpPlace, upperName } from './written';

/** The pages that may call the app, and its own address, as far as the app is told. */
export const HOME = 'https://app.example.com';
export const ALLOWED = 'https://shop.example.com';

/** A value made up for this run, and whether nobody may ever see it. */
export interface MadeUp {
  value: string;
  secret: boolean;
}

type Rule = readonly [pattern: RegExp, value: string];

/** Schemes and ports of services, by what a name says; all on this machine. */
const SERVICES: readonly Rule[] = [
  [/MONGO/, 'mongodb://127.0.0.1:27017/app'],
  [/REDIS|CACHE_UR|QUEUE_UR|BULL|VALKEY/, 'redis://127.0.0.1:6379'],
  [/MYSQL|MARIA/, 'mysql://app:app@127.0.0.1:3306/app'],
  [/POSTGRES|PG_|PGSQL|^PG/, 'postgres://app:app@127.0.0.1:5432/app'],
  [/AMQP|RABBIT/, 'amqp://127.0.0.1:5672'],
  [/NATS/, 'nats://127.0.0.1:4222'],
  [/KAFKA/, '127.0.0.1:9092'],
  [/ELASTIC|OPENSEARCH/, 'http://127.0.0.1:9200'],
  [/SMTP|MAIL/, 'smtp://127.0.0.1:2525'],
];
const SQLITE = `file:${runFile('app.db')}`;
/** What databases a package is for; the first that the project has. */
const DRIVERS: readonly Rule[] = [
  [/^(mongoose|mongodb|@nestjs\/mongoose|monk)$/, 'mongodb://127.0.0.1:27017/app'],
  [/^(mysql2?|mariadb)$/, 'mysql://app:app@127.0.0.1:3306/app'],
  [/^(better-sqlite3|sqlite3|@libsql\/client)$/, SQLITE],
];
const POSTGRES = 'postgres://app:app@127.0.0.1:5432/app';
const ADDRESS =
  /_?(URL|URI|DSN|ENDPOINT|CONNECTION(_?STRING)?|CONN(_?STR)?)(_?(LOCAL|DEV|DEVELOPMENT|PROD|PRODUCTION|MAIN|DEFAULT))?$/;
const DATABASE = /DATABASE|(^|_)DB(_|$)|SQL|CONNECTION|PRISMA|SUPABASE_DB/;

const OTHERS: readonly Rule[] = [
  [/PUBLIC_URL|(BASE|APP|API|SERVER|SITE|BACKEND|HOST|ROOT)_UR[LI]$/, HOME],
  [/(CORS|ALLOWED|CLIENT|FRONT_?END|WEB).*(ORIGINS?|UR[LI]|DOMAINS?|HOSTS?)$|^ORIGINS?$/, ALLOWED],
  [/^OIDC_ISSUER$/, 'https://login.example.com/'],
  [/TWILIO.*SID$/, `AC${'0'.repeat(32)}`],
  [/EXPIR|_TTL$|LIFE_?TIME|MAX_?AGE|_DURATION/, '15m'],
  [/(^|_)PORT$/, '3000'],
  [/ROUNDS|SALT/, '10'],
  [/TIME_?OUT|INTERVAL|WINDOW|DELAY/, '60000'],
  [
    /(^|_)(MAX|MIN|LIMIT|SIZE|COUNT|NUM(BER)?|LENGTH|DAYS|HOURS|MINUTES|SECONDS|MS|RETRIES|CONCURRENCY|WORKERS|POOL)(_|$)/,
    '100',
  ],
  [/^(ENABLE|DISABLE|USE|IS|HAS|ALLOW|SKIP)_|_?(ENABLED?|DISABLED?|SECURE|SSL|TLS|DEBUG|VERBOSE)$/, 'false'],
  [/BROKERS?$/, '127.0.0.1:9092'],
  [/E?MAIL|(^|_)FROM$|SENDER/, 'app@app.example.com'],
  [/DOMAIN$/, 'app.example.com'],
  [/(^|_)(HOST|HOSTNAME|ADDR(ESS)?|SERVER|IP)$/, '127.0.0.1'],
  [/LOG_?LEVEL/, 'info'],
  [/REGION/, 'eu-central-1'],
  [/(^|_)(TZ|TIME_?ZONE)$/, 'UTC'],
  [/LOCALE|LANG/, 'en'],
  [/DIALECT|DB_TYPE|DATABASE_TYPE/, 'postgres'],
  [/API_?VERSION/, 'v1'],
  [/PATH$|PREFIX$/, '/api'],
];

/** A value that an app can start with, by the name of the variable and the packages of the project. */
export function makeUp(name: string, packages: readonly string[]): MadeUp {
  const upper = upperName(name);
  const key = pem(upper);
  if (key !== null) return key;
  if (/(^|_)IV$/.test(upper)) return { value: randomBytes(16).toString('hex'), secret: true };
  if (isSecretName(name) && !ADDRESS.test(upper)) return { value: randomBytes(32).toString('hex'), secret: true };
  return { value: plain(upper, packages), secret: false };
}

/** The same where the app's own schema says what it wants. */
export function makeUpFor(variable: SchemaVariable, packages: readonly string[]): MadeUp {
  const { name, type, choices, least, length } = variable;
  const made = makeUp(name, packages);
  if (choices.length > 0) return { value: choices[0]!, secret: false };
  if (type === 'number') return { value: number(made.value, least), secret: false };
  if (type === 'boolean') return { value: /^(true|false)$/.test(made.value) ? made.value : 'false', secret: false };
  if (type === 'url') return { value: URL.canParse(made.value) ? made.value : HOME, secret: false };
  if (type === 'email') return { value: made.value.includes('@') ? made.value : 'app@app.example.com', secret: false };
  if (type === 'uuid') return { value: randomUUID(), secret: made.secret };
  const long = made.value.padEnd(least, made.secret ? made.value : 'x');
  return { value: length === null ? long : long.padEnd(length, 'x').slice(0, length), secret: made.secret };
}

const number = (value: string, least: number): string =>
  String(Math.max(least, /^\d+$/.test(value) ? Number(value) : 10));

function plain(upper: string, packages: readonly string[]): string {
  if (ADDRESS.test(upper)) {
    const service = SERVICES.find(([pattern]) => pattern.test(upper));
    if (service) return service[1];
    if (DATABASE.test(upper)) return driver(packages);
  }
  const place = ADDRESS.test(upper) ? null : madeUpPlace(upper, driver(packages) === SQLITE);
  if (place !== null) return place;
  const value = OTHERS.find(([pattern]) => pattern.test(upper))?.[1];
  return value ?? (ADDRESS.test(upper) ? HOME : 'app');
}

const driver = (packages: readonly string[]): string =>
  DRIVERS.find(([pattern]) => packages.some((name) => pattern.test(name)))?.[1] ?? POSTGRES;

let pair: { publicKey: string; privateKey: string } | undefined;

/** Halves of one pair, so that what is signed can be checked. */
function pem(upper: string): MadeUp | null {
  const half = /(PRIVATE|PUBLIC)_?KEY/.exec(upper)?.[1];
  if (half === undefined || /VAPID|PUBLISHABLE|STRIPE|RECAPTCHA|IMAGEKIT|PUBLIC_KEY_ID/.test(upper)) return null;
  pair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const text = half === 'PRIVATE' ? pair.privateKey : pair.publicKey;
  const value = /BASE64|B64/.test(upper) ? Buffer.from(text).toString('base64') : text;
  return { value, secret: half === 'PRIVATE' };
}
