import { tokenFacts } from './facts';
import type { Answers, Edit, Project, Question } from '../../types';
import { exampleLines } from '../env-lines';
import { fileOf } from '../place';
import { tokenVariables } from './variables';

/** What may be generated: nothing, a check of a provider's tokens, or tokens of the app's own. */
export const kindQuestions = (project: Project): Question[] => [
  {
    id: 'tokens.kind',
    message: 'Which tokens shall show who a client is?',
    kind: 'select',
    default: 'none',
    options: [
      { value: 'none', label: 'As today', hint: 'only what is there is audited and mended' },
      {
        value: 'oidc',
        label: 'Those of an OpenID Connect provider, verified with its keys',
        hint: hasProvider(project) ? 'the safer choice; it looks as if there were one' : 'the safer choice for most',
      },
      {
        value: 'own',
        label: 'Own ones: short access tokens, and refresh tokens that rotate',
        hint: signsItself(project) ? 'the app signs tokens already' : 'the app checks passwords itself',
      },
    ],
    ask: true,
  },
  {
    id: 'tokens.store',
    message: 'Where are refresh tokens kept?',
    kind: 'select',
    default: project.manifest.dependencies['ioredis'] || project.manifest.dependencies['redis'] ? 'redis' : 'memory',
    options: [
      { value: 'memory', label: 'In this process', hint: 'one instance; a restart logs everybody out' },
      { value: 'redis', label: 'In Redis', hint: 'several instances; REDIS_URL, and in the process without it' },
    ],
    ask: false,
  },
  {
    id: 'tokens.name',
    message: 'What own tokens call the app that makes them and that they are for',
    kind: 'text',
    default: project.manifest.name || 'app',
    flaw: (text) => (text.trim() === '' ? 'takes a name' : null),
    ask: false,
  },
  {
    id: 'tokens.rolesClaim',
    message: "Where a provider's tokens say the roles: roles, realm_access.roles, https://example.com/roles",
    kind: 'text',
    default: 'roles',
    flaw: (text) => (text.trim() === '' ? 'takes the name of a claim' : null),
    ask: false,
  },
];

/** Packages and variables of those who have a provider. */
function hasProvider({ manifest, environment }: Project): boolean {
  const packages = Object.keys(manifest.dependencies);
  return (
    packages.some((name) => PROVIDERS.test(name)) ||
    environment.some(({ name }) => /^(OIDC|AUTH0|OKTA|KEYCLOAK|COGNITO|CLERK)_|JWKS|ISSUER/.test(name))
  );
}

const PROVIDERS =
  /^(jwks-rsa|express-oauth2-jwt-bearer|express-openid-connect|openid-client|keycloak-connect|passport-azure-ad|aws-jwt-verify|fastify-auth0-verify|supertokens-node|firebase-admin)$|^@(auth0|okta|clerk|azure\/msal-node|logto|workos-inc)/;

const signsItself = (project: Project): boolean => tokenFacts(project).signings.length > 0;

/** The modules of the chosen kind, what they need, and where their settings are shown. */
export function kindEdits(project: Project, answers: Answers): Edit[] {
  const kind = answers['tokens.kind'];
  if (kind !== 'oidc' && kind !== 'own') return [];
  const redis = kind === 'own' && answers['tokens.store'] === 'redis';
  const store = redis ? 'redis' : 'memory';
  const names = nameData(answers);
  const files: [module: string, template: string][] = [
    ['tokens', `tokens/${kind}.ts`],
    ...(kind === 'own' ? [['refresh-store', 'tokens/refresh-store.ts'] as [string, string]] : []),
    ...(redis
      ? [
          ['refresh-redis', 'tokens/refresh-redis.ts'] as [string, string],
          ['redis', 'rate-limit/redis.ts'] as [string, string],
        ]
      : []),
  ];
  const needed = ['jose', ...(redis ? ['ioredis'] : [])].filter(
    (name) => project.manifest.dependencies[name] === undefined,
  );
  return [
    ...files.map(([module, template]): Edit => ({
      measure: 'tokens',
      kind: 'template',
      template,
      file: fileOf(project, module),
      data: { ...names, store, discovery: hasFetch(project) },
    })),
    ...needed.map((name): Edit => ({
      measure: 'tokens',
      kind: 'dependency',
      dependency: { name, dev: false, range: '' },
    })),
    ...exampleLines(project, 'tokens', tokenVariables(answers)),
  ];
}

function nameData(answers: Answers): { issuer: string; audience: string; rolesPath: string[] } {
  const roles = text(answers, 'rolesClaim') || 'roles';
  return {
    ...ownNames(answers),
    // A claim that is called like an address has dots of its own.
    rolesPath: roles.includes('://') ? [roles] : roles.split('.'),
  };
}

/** Types of Node.js before 18 know no `fetch`: there, the address of the keys is asked for instead. */
const hasFetch = ({ form, manifest: { installed, devDependencies } }: Project): boolean =>
  form.language === 'js' || !/^\D*(\d|1[0-7])\./.test(installed['@types/node'] ?? devDependencies['@types/node'] ?? '');

/** Who makes own tokens, and whom they are for. */
export const ownNames = (answers: Answers): { issuer: string; audience: string } => ({
  issuer: text(answers, 'issuer') || text(answers, 'name') || 'app',
  audience: text(answers, 'audience') || text(answers, 'name') || 'app',
});

const text = (answers: Answers, id: string): string => String(answers[`tokens.${id}`] ?? '').trim();
