import { posix } from 'node:path';
import { quoted } from '../../../codemods/lib/escape';
import type { Answers, Chosen, Contribution, Edit, Finding, Measure, Project, Question } from '../../types';
import { exampleFile, exampleLines } from '../env-lines';
import { specifierOf } from '../place';
import { hookEdits, hookQuestion, hookRemoval } from './commit-hook';
import { dockerAdvice, dockerIgnored } from './docker-ignore';
import { exportsSomething, takesCheck } from './entry';
import { willBeIgnored } from '../ignored';
import { advice, moveEdits, valueEdits } from './move';
import { tokenSecrets } from '../tokens/variables';
import { secretsProbes } from './probes';
import { secretRules } from './rules';

export const secrets: Measure = {
  id: 'secrets',
  version: 5,
  meta: {
    title: 'Secrets and environment',
    summary: 'Checks the environment before anything else runs, and names what is missing; keeps env files out of git.',
    group: 'app',
    protects: 'code',
    risk: 'medium',
    cwe: ['CWE-798', 'CWE-526'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: secretRules,
  questions,
  plan,
  leave: hookRemoval,
  advise: (project, findings) => [...advice(project, findings), ...dockerAdvice(project)],
  bindings: {
    express,
    fastify: express,
    hono: express,
    koa: express,
    // The commit hook and what git ignores are for any project.
    none: () => ({ files: {}, data: {} }),
  },
  probes: secretsProbes,
};

/** There is something to check, and the env file can be loaded as the app does it. */
const checked = (project: Project): boolean =>
  project.environment.some(({ required, secret }) => required || secret) && project.dotenv?.computed !== true;

const checksAtStart = (project: Project): boolean => checked(project) && takesCheck(project);

const requiredNames = (project: Project): string[] =>
  project.environment.filter(({ required }) => required).map(({ name }) => name);

function questions(project: Project): Question[] {
  const names = requiredNames(project).join(', ');
  return [
    {
      id: 'secrets.missing',
      message: `What should happen at start-up without ${names || 'a required variable'}?`,
      kind: 'select',
      default: 'refuse',
      options: [
        { value: 'refuse', label: 'Refuse to start, and name what is missing' },
        { value: 'warn', label: 'Start, and warn' },
      ],
      ask: names !== '',
      fresh: 'refuse',
      assumption: (value) =>
        names !== '' && value === 'refuse' && checksAtStart(project)
          ? `the app now refuses to start without ${names}: are they set wherever it runs?`
          : undefined,
    },
    {
      id: 'secrets.weak',
      message: 'What should happen at start-up where a secret is empty, short or a placeholder?',
      kind: 'select',
      // It may be what works today.
      default: 'warn',
      fresh: 'refuse',
      options: [
        { value: 'warn', label: 'Start, and warn' },
        { value: 'refuse', label: 'Refuse to start' },
      ],
      ask: false,
    },
    hookQuestion(project),
  ];
}

function plan(project: Project, findings: Finding[], answers: Answers): Edit[] {
  return [
    ...moveEdits(project, findings),
    ...(checked(project) ? [importCheck(project)] : []),
    ...example(project),
    ...ignored(project),
    ...dockerIgnored(project),
    ...valueEdits(project, findings),
    ...hookEdits(project, answers),
  ];
}

function importCheck(project: Project): Edit {
  const from = specifierOf(project, project.entry, 'env');
  return {
    measure: 'secrets',
    kind: 'codemod',
    codemod: 'import-first',
    file: project.entry,
    options: { from, mainOnly: exportsSomething(project) && project.environment.some(({ required }) => required) },
    present: from,
    manual: {
      reason: 'The file exports something that tests may import; the check belongs only into the process that serves.',
      line: 1,
      snippet: `import ${quoted(from, "'")};`,
    },
  };
}

function example(project: Project): Edit[] {
  const variables = project.environment.map(({ name, required, secret, reads }) => ({
    name,
    value: '',
    comment: `${required ? 'Required' : 'Optional'}${secret ? ', secret' : ''}; read in ${reads[0]!.file}.`,
    required,
  }));
  return exampleLines(project, 'secrets', variables);
}

/** Private keys, as they are usually called. */
const KEYS = ['*.pem', '*.key', '*.p12', '*.pfx'];

/** Keeps env files out of git, the example excepted, and keys. */
function ignored(project: Project): Edit[] {
  if (!willBeIgnored(project)) return [];
  // A new .gitignore without it would leave the installed packages to be committed.
  const folders = project.repository.gitignore === null ? ['node_modules/'] : [];
  const lines = [...folders, '.env', '.env.*', `!${exampleFile(project)}`, ...KEYS].map((entry) => ({ text: entry }));
  return [{ measure: 'secrets', kind: 'lines', file: '.gitignore', lines }];
}

function express(project: Project, answers: Answers, chosen: Chosen): Contribution {
  if (!checked(project)) return { files: {}, data: {} };
  const read = project.environment.map(({ name, required, secret }) => ({ name, required, secret }));
  const ours = (chosen.has('tokens') ? tokenSecrets(answers) : [])
    .filter((name) => !read.some((each) => each.name === name))
    .map((name) => ({ name, required: false, secret: true }));
  return {
    files: { env: 'secrets/env.ts' },
    data: {
      dotenv: project.dotenv && dotenvData(project, project.dotenv),
      variables: [...read, ...ours],
      allowMissing: answers['secrets.missing'] === 'warn',
      refuseWeak: answers['secrets.weak'] === 'refuse',
      log: chosen.has('logging'),
    },
    dependencies: [{ name: 'zod', supports: [3, 4] }, ...(project.dotenv?.apart ? [{ name: 'dotenv' }] : [])],
  };
}

/** Where the check finds the env file: from its own place, where the app does so too. */
function dotenvData(
  project: Project,
  { path, fromFile, apart }: NonNullable<Project['dotenv']>,
): { path: string | null; fromHere: boolean; apart: string[] | null } {
  const fromHere = fromFile && path !== null;
  return { path: fromHere ? posix.relative(project.securityFolder, path) : path, fromHere, apart: apart ?? null };
}
