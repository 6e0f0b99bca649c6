import type { Project, Report, Rule } from '../../types';
import { fallback, fallbackKeywords } from './fallback';
import { hardCoded, hardCodedKeywords } from './hard-coded';
import { isIgnored } from './ignored';

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
    create: hardCoded,
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
    id: 'secrets/env-not-ignored',
    repository: true,
    severity: 'medium',
    cwe: 'CWE-538',
    owasp: 'A01:2025 Broken Access Control',
    fixed: 'always',
    summary: 'An env file may be committed: .gitignore does not name it.',
    check: ({ repository: { envFiles, gitignore } }) =>
      envFiles
        .filter((file) => !isIgnored(file, gitignore ?? ''))
        .slice(0, 1)
        .map((file) => ({ file, message: 'The env file is not in .gitignore.', fix: 'automatic' })),
  },
];

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
