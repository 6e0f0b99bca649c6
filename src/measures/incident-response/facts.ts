import { codeSpan } from '../../../codemods/lib/escape';
import { frameworkOf } from '../../frameworks/index';
import type { Chosen, JsonObject, Project } from '../../types';
import { healthPaths, isGenerated } from '../place';
import { authRoutes } from '../rate-limit/auth-routes';
import { rotations } from './rotations';

const STORES: [RegExp, string][] = [
  [/^(pg|postgres|pg-promise|@neondatabase\/serverless|slonik)$/, 'PostgreSQL'],
  [/^(mysql2?|mariadb)$/, 'MySQL or MariaDB'],
  [/^(mongodb|mongoose)$/, 'MongoDB'],
  [/^(ioredis|redis)$/, 'Redis'],
  [/^(better-sqlite3|sqlite3|@libsql\/client)$/, 'SQLite'],
  [/^(mssql|tedious)$/, 'SQL Server'],
  [/^(prisma|@prisma\/client|typeorm|sequelize|knex|drizzle-orm|@mikro-orm\/core)$/, 'the database behind its ORM'],
  [/^(@elastic\/elasticsearch|@opensearch-project\/opensearch)$/, 'Elasticsearch or OpenSearch'],
  [/^(@aws-sdk\/client-s3|minio|@google-cloud\/storage|@azure\/storage-blob)$/, 'object storage'],
  [/^(@aws-sdk\/client-dynamodb|@aws-sdk\/lib-dynamodb)$/, 'DynamoDB'],
  [/^(firebase-admin|@google-cloud\/firestore)$/, 'Firestore'],
];
const SERVICES: [RegExp, string][] = [
  [/^stripe$/, 'Stripe'],
  [
    /^(nodemailer|@sendgrid\/mail|mailgun\.js|postmark|resend|@aws-sdk\/client-ses)$/,
    'the service that sends its mail',
  ],
  [/^(twilio|@vonage\/server-sdk)$/, 'the service that sends its text messages'],
  [/^(openai|@anthropic-ai\/sdk)$/, 'the provider of its language model'],
  [/^(@slack\/web-api|@slack\/bolt)$/, 'Slack'],
  [/^(amqplib|kafkajs|bullmq|@aws-sdk\/client-sqs)$/, 'the message queue'],
];
const DEPLOYED: Record<Project['repository']['deployment'][number], string> = {
  fly: 'Fly (fly.toml)',
  heroku: 'Heroku (Procfile)',
  nginx: 'nginx in front of it',
  vercel: 'Vercel (vercel.json)',
  docker: 'a container (Dockerfile)',
};
/** What the module `events` tells (docs/measures/logging.md). */
const EVENTS = [
  'login_failed',
  'login_succeeded',
  'rate_limited',
  'input_rejected',
  'origin_rejected',
  'token_rejected',
  'forbidden',
  'privileged_access',
  'csrf_rejected',
  'server_error',
  'secret_missing',
];
const CONNECTION =
  /(DATABASE|DB|POSTGRES|PG|MYSQL|MONGO\w*|REDIS|AMQP|RABBITMQ|SMTP|MAIL\w*|KAFKA)_?(URL|URI|DSN)$|_DSN$/;

/** What an incident is about, of this app: what it runs on, keeps and knows. */
export function factsOf(project: Project, chosen: Chosen): JsonObject {
  const { framework, manifest, record, entry, withoutApp, repository } = project;
  // What tempered installs is none of the app's own.
  const added = new Set(record?.dependencies ?? []);
  const packages = Object.keys(manifest.dependencies).filter((name) => !added.has(name));
  return {
    name: /^[\w@./-]+$/.test(manifest.name ?? '') ? manifest.name : 'this app',
    entry: withoutApp === null && isPlain(entry) ? entry : null,
    framework: withoutApp === null ? frameworkOf(framework.id).title : null,
    stores: named(STORES, packages),
    services: named(SERVICES, packages),
    rotations: rotations(secretNames(project)),
    health: healthRoutes(project),
    logins: withoutApp === null ? plainPaths(authRoutes(project).map(({ route }) => route.path)) : [],
    deployed: [...repository.deployment.map((hint) => DEPLOYED[hint]), ...releases(project)],
    events: chosen.has('logging') ? EVENTS : [],
    metrics: chosen.has('monitoring'),
  };
}

// What stands in a document is spelled out: nothing in it is to be anything else.
const isPlain = (text: string): boolean => /^[\w@./:{}*-]+$/.test(text);
const plainPaths = (paths: readonly (string | null)[]): string[] =>
  [...new Set(paths.filter((path) => path !== null && isPlain(path)))] as string[];

const named = (kinds: readonly [RegExp, string][], packages: readonly string[]): string[] =>
  kinds.filter(([pattern]) => packages.some((name) => pattern.test(name))).map(([, title]) => title);

/** Variables that hold a secret, or an address with a password in it. */
const secretNames = ({ environment }: Project): string[] =>
  environment.filter(({ name, secret }) => isPlain(name) && (secret || CONNECTION.test(name))).map(({ name }) => name);

/** Of the paths that platforms ask for, those that the app has. */
function healthRoutes(project: Project): string[] {
  const own = project.routes.filter(({ file }) => !isGenerated(project, file)).map(({ path }) => path);
  return plainPaths(healthPaths(project).filter((path) => own.includes(path)));
}

const releases = (project: Project): string[] =>
  project.repository.workflows
    .filter(({ path, text }) => isPlain(path) && !isGenerated(project, path) && /deploy|release|publish/i.test(text))
    .map(({ path }) => `the workflow ${codeSpan(path)}`);
