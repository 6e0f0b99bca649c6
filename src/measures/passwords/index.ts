import { requestShape } from '../../frameworks/index';
import type { Answers, Edit, Finding, JsonObject, Measure, Project } from '../../types';
import { mends } from '../mend';
import { fileOf, isGenerated, specifierOf } from '../place';
import { helperQuestion } from '../questions';
import { HASHING, hashLibrary, mendingOf } from './mending';
import { passwordsRules } from './rules';
import { hashSnippet } from './snippets';

export const passwords: Measure = {
  id: 'passwords',
  version: 2,
  meta: {
    title: 'Passwords',
    summary: 'Passwords are stored as slow, salted hashes.',
    group: 'code',
    protects: 'accounts',
    risk: 'medium',
    cwe: ['CWE-916'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: passwordsRules,
  questions: () => [
    helperQuestion('passwords', 'Add functions that hash and verify passwords, for logins to come?', true),
  ],
  plan,
};

function plan(project: Project, findings: Finding[], answers: Answers): Edit[] {
  return [
    ...mends(findings, 'passwords/low-cost', {
      codemod: 'raise-cost',
      manual: { reason: 'The number could not be raised safely.', snippet: '12' },
    }),
    ...hashing(project, findings, answers['passwords.helper'] === true),
  ];
}

/**
 * All places of the package, whichever rule was chosen: who stores passwords in a new way has to check them so. The helper
 * stays where an earlier run has put it.
 */
function hashing(project: Project, findings: Finding[], isWanted: boolean): Edit[] {
  const isChosen = findings.some(({ rule, fix }) => HASHING.includes(rule) && fix === 'automatic');
  const file = fileOf(project, 'passwords');
  if (!isChosen && !isWanted && !isGenerated(project, file)) return [];
  const library = hashLibrary(project);
  const common = { measure: 'passwords' } as const;
  return [
    ...(isChosen ? codemods(project) : []),
    { ...common, kind: 'template', template: 'passwords/passwords.ts', file, data: { library } },
    ...(project.manifest.dependencies[library] === undefined
      ? [{ ...common, kind: 'dependency', dependency: { name: library, dev: false, range: '' } } as const]
      : []),
  ];
}

function codemods(project: Project): Edit[] {
  const { places, renewal, stores } = mendingOf(project);
  const shape = requestShape(project.framework) as unknown as JsonObject;
  return [...places.keys()].map((file) => ({
    measure: 'passwords',
    kind: 'codemod',
    codemod: 'hash-passwords',
    file,
    options: { rules: HASHING, from: specifierOf(project, file, 'passwords'), shape, renewal, stores },
    present: null,
    manual: { reason: 'This password could not be hashed safely.', line: null, snippet: hashSnippet(project) },
  }));
}
