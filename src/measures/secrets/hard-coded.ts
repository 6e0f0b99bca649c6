import { posix } from 'node:path';
import type { Node } from '@babel/types';
import { importedSources } from '../../../codemods/lib/exports';
import { type HardCoded, hardCodedIn, type SigningKeys } from '../../../codemods/lib/secrets/hard-coded';
import { takingPackages } from '../../../codemods/lib/secrets/takes';
import { tokenSigns } from '../../../codemods/lib/secrets/tokens';
import { literalText } from '../../../codemods/lib/walk';
import { frameworkOf } from '../../frameworks/index';
import { takesCheck } from './entry';
import type { Project, RuleContext, Severity, SourceFile, Visitor } from '../../types';

/** Words of names, schemes of addresses, packages, and the beginnings of tokens. */
export const hardCodedKeywords = [
  ...['secret', 'Secret', 'SECRET', 'passw', 'Passw', 'PASSW', 'assphrase', 'apikey', 'piKey', 'pi_key', 'PI_KEY'],
  ...[
    'ccessKey',
    'ccess_key',
    'CCESS_KEY',
    'rivateKey',
    'RIVATE_KEY',
    'Token',
    'TOKEN',
    '_token',
    'token:',
    'pass:',
    'pwd:',
  ],
  ...['ryptoKey', 'ryptionKey', 'RYPTION_KEY', 'gningKey', 'GNING_KEY', 'jwtKey', 'JWT_KEY', 'ookieKey', 'essionKey'],
  ...['mongodb', 'postgres', 'mysql', 'mariadb', 'redis:', 'rediss:', 'amqp', 'mssql', 'smtp', '.keys ='],
  ...takingPackages,
  ...tokenSigns,
];

/** Texts for people, forms, API descriptions and tests name passwords without holding any. */
export const OTHER_FILES =
  /(^|\/)(__?tests?__?|tests?|spec|mocks?|__mocks__|fixtures?|e2e|i18n|locales?|lang|languages?|translations?|swagger|openapi|docs?|api-docs|stories)(\/|\.|$)|\.(test|spec|stories|swagger|doc|mock|e2e)s?\.\w+$/i;

/** `testCredentials.ts`, beside what is tested. */
const FOR_TESTS = /(^|\/)test[-_A-Z][^/]*$/;

/** What the matcher has to know of the project, for the rule and the codemod. */
export function signingKeys({ framework: { id } }: Project): SigningKeys | undefined {
  const { signingKeys: property, chain } = frameworkOf(id);
  return property === undefined ? undefined : { property, modules: chain.modules };
}

/** `config.ts.example` */
const COPIED = /\.(example|sample|dist|template|default)$/;

/** Whether the code imports what such a file is to be copied to, and nothing else is there to import. */
function standsIn(project: Project, path: string): boolean {
  const copy = path.replace(COPIED, '');
  const name = posix.basename(copy).replace(/\.\w+$/, '');
  const scan = project.scan();
  return scan.sources.some((source) => {
    const text = COPIED.test(source) ? null : scan.read(source);
    if (!text?.includes(`/${name}`)) return false;
    return scan
      .parse(source, text, ({ ast }) => importedSources(ast))
      ?.some((from) => {
        const target = posix.join(posix.dirname(source), from);
        return (
          from.startsWith('.') && [copy, copy.replace(/\.\w+$/, '')].includes(target) && !scan.sources.includes(copy)
        );
      });
  });
}

const BURNT = 'everybody with the code, or its history, has it, so a new value is due.';

/** Reports secrets that stand in the source, by what they are called, where they go, or what they look like. */
export function hardCoded(context: RuleContext): Visitor {
  const { module, resolver, project, file } = context;
  if (
    OTHER_FILES.test(file.path) ||
    FOR_TESTS.test(file.path) ||
    (COPIED.test(file.path) && !standsIn(project, file.path))
  )
    return {};
  return {
    Program: () => {
      for (const each of hardCodedIn(module, resolver, signingKeys(project))) {
        const obstacle = obstacleOf(project, file, module, each);
        context.report(each.node, {
          message: `${each.title} stands in the source${obstacle === null ? '' : ` (${obstacle})`}: ${BURNT}`,
          fix: obstacle === null ? 'automatic' : 'manual',
          risk: 'behaviour',
          ...severityOf(file, each),
          ...(each.kind === 'user' ? {} : { snippet: snippetOf(project, each) }),
        });
      }
    },
  };
}

/** What starts the app for who works on it, `server-dev.ts`, and is not part of it, opens nothing of anybody else. */
const severityOf = ({ path, reachable }: SourceFile, { kind }: HardCoded): { severity?: Severity } =>
  kind === 'user' || (!reachable && /(^|[/.-])(dev|development|local)\.\w+$/.test(path))
    ? { severity: 'low' }
    : kind === 'secret'
      ? {}
      : { severity: 'medium' };

/** Where the framework reads the env file itself, what is made later on asks its service. */
const snippetOf = ({ dotenv }: Project, { variable }: HardCoded): string =>
  dotenv?.apart
    ? `registerAsync({ inject: [ConfigService], useFactory: (config: ConfigService) => ({ secret: config.getOrThrow('${variable}') }) })`
    : `process.env.${variable}`;

/** Why a secret cannot be moved; null where it can. */
export function obstacleOf(
  project: Project,
  file: SourceFile,
  module: RuleContext['module'],
  secret: HardCoded,
): string | null {
  const obstacle = secret.replaceable ? obstacleTo(project, file, module, secret.node) : standing(secret);
  if (obstacle !== null) return obstacle;
  const value = literalText(secret.node);
  return value !== null && stuckValues(project).has(value) ? 'also in a place where it cannot be moved' : null;
}

const stuck = new WeakMap<Project['resolver'], Set<string>>();

/** The values that have to stay somewhere: what signs in one place and verifies in another has to move as one. */
function stuckValues(project: Project): Set<string> {
  const known = stuck.get(project.resolver);
  if (known) return known;
  const values = new Set<string>();
  for (const file of project.files) {
    const wanted =
      !file.generated && !OTHER_FILES.test(file.path) && hardCodedKeywords.some((word) => file.text.includes(word));
    const module = wanted ? project.moduleOf(file.path) : null;
    if (!module) continue;
    for (const each of hardCodedIn(module, project.resolver, signingKeys(project))) {
      const value = literalText(each.node);
      const stays = !each.replaceable || obstacleTo(project, file, module, each.node) !== null;
      if (value !== null && stays && each.kind !== 'user') values.add(value);
    }
  }
  stuck.set(project.resolver, values);
  return values;
}

const standing = ({ kind }: HardCoded): string =>
  kind === 'user' ? 'the password of a user' : 'one of several, or part of a text';

/** Why a value cannot be read from the environment in this place; null where it can. */
export function obstacleTo(
  project: Project,
  file: SourceFile,
  { scopes }: RuleContext['module'],
  node: Node,
): string | null {
  if (!file.reachable) return 'in a file that the app does not load';
  if (project.dotenv === null || isComplete(project) || scopes.functionAround(node).type !== 'Program') return null;
  return 'read before the env file is';
}

/** Whether the environment is complete before any file of the app is loaded: the check comes first, and loads the env file. */
export function isComplete(project: Project): boolean {
  const { dotenv } = project;
  if (dotenv === null || dotenv.file === 'package.json') return true;
  return !dotenv.computed && !dotenv.apart && takesCheck(project);
}
