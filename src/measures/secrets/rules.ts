import { posix } from 'node:path';
import type { Project, Report, Rule } from '../../types';
import { unscanned } from './commit-hook';
import { CONFIG_FILES, inConfigFile } from './config-files';
import { envSecrets } from './env-values';
import { fallback, fallbackKeywords } from './fallback';
import { hardCoded, hardCodedKeywords } from './hard-coded';
import { inKeyFile, KEY_FILES } from './key-files';
import { mayFallBack } from '../../../codemods/lib/secrets/fallbacks';
import { mayHoldSecrets } from '../../../codemods/lib/secrets/hard-coded';
import { isIgnored } from '../ignored';

export const secretRules: Rule[] = [
  {
    id: 'secrets/hard-coded',
    severity: 'high',
    cwe: 'CWE-798',
    owasp: 'A07:2025 Authentication Failures',
    summary:
      'A secret stands in the source: everybody with the code has it, and it cannot be changed without a release.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: hardCodedKeywords,
    worth: mayHoldSecrets,
    create: hardCoded,
    files: new RegExp(`${CONFIG_FILES.source}|${KEY_FILES.source}`, 'i'),
    text: (context) => (KEY_FILES.test(context.path) ? inKeyFile(context) : inConfigFile(context)),
  },
  {
    id: 'secrets/fallback',
    severity: 'high',
    cwe: 'CWE-798',
    owasp: 'A07:2025 Authentication Failures',
    summary: 'Without the variable, a secret that everybody can read in the source is used.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: fallbackKeywords,
    worth: mayFallBack,
    create: fallback,
  },
  {
    id: 'secrets/unchecked',
    severity: 'low',
    cwe: 'CWE-1188',
    owasp: 'A02:2025 Security Misconfiguration',
    fixed: 'always',
    summary: 'A required variable is only missed when it is used.',
    check: (project) => (hasCheck(project) ? [] : unchecked(project)),
  },
  {
    id: 'secrets/env-tracked',
    severity: 'high',
    cwe: 'CWE-312',
    owasp: 'A04:2025 Cryptographic Failures',
    fixed: 'never',
    repository: true,
    summary: 'An env file with secrets in it is in git.',
    check: tracked,
  },
  {
    id: 'secrets/env-not-ignored',
    repository: true,
    severity: 'medium',
    cwe: 'CWE-538',
    owasp: 'A01:2025 Broken Access Control',
    fixed: 'always',
    summary: 'An env file may be committed: .gitignore does not name it.',
    check: ({ repository: { envFiles, gitignore, trackedEnv } }) =>
      envFiles
        // `.env.development` that git has is there on purpose: the rule above says whether it should be.
        .filter((file) => file === '.env' || !trackedEnv.some(({ path }) => path === file))
        .filter((file) => !isIgnored(file, gitignore ?? ''))
        .slice(0, 1)
        .map((file) => ({ file, message: 'The env file is not in .gitignore.', fix: 'automatic' })),
  },
  {
    id: 'secrets/no-commit-hook',
    repository: true,
    atRoot: true,
    severity: 'low',
    cwe: 'CWE-540',
    owasp: 'A07:2025 Authentication Failures',
    fixed: 'sometimes',
    summary: 'Nothing looks for secrets in what is committed, and the history keeps them.',
    check: unscanned,
  },
  {
    id: 'secrets/in-history',
    severity: 'high',
    cwe: 'CWE-540',
    owasp: 'A07:2025 Authentication Failures',
    fixed: 'never',
    history: true,
    summary: 'The git history holds a secret: everybody with the repository has it (looked for with --history).',
  },
];

/** Values stay where they are; the file leaves git by a command, and its history not at all. */
function tracked({ repository: { trackedEnv } }: Project): Report[] {
  return trackedEnv.flatMap(({ path, text }): Report[] => {
    const names = envSecrets(text).map(({ name }) => name);
    if (names.length === 0 || /test|ci\b|e2e/i.test(posix.basename(path))) return [];
    const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
    const message = `${path} is in git, with ${shown} in it: everybody with the code, or its history, has them, so new values are due.`;
    const local = /\.(dev(elopment)?|local)$/.test(path);
    const snippet = `git rm --cached ${path}`;
    return [{ file: path, message, fix: 'manual', snippet, ...(local ? { severity: 'medium' as const } : {}) }];
  });
}

const hasCheck = (project: Project): boolean =>
  project.files.some(({ text, generated }) => generated && text.includes('The environment is not complete')) ||
  ['envalid', 'env-var', 'znv', '@t3-oss/env-core', 'convict'].some(
    (name) => project.manifest.dependencies[name] !== undefined,
  );

function unchecked(project: Project): Report[] {
  const required = project.environment.filter((variable) => variable.required);
  if (required.length === 0) return [];
  const names = required.map(({ name }) => name).join(', ');
  return [
    {
      file: project.entry,
      message: `Nothing checks at start-up that ${names} ${required.length === 1 ? 'is' : 'are'} set.`,
      fix: 'automatic',
    },
  ];
}
