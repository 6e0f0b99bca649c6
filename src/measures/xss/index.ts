import { ownEscaper } from '../../../codemods/lib/xss/escaper';
import { requestShape } from '../../frameworks/index';
import type { Answers, Edit, Finding, JsonObject, Measure, Project } from '../../types';
import { mends } from '../mend';
import { fileOf, isGenerated, specifierOf } from '../place';
import { helperQuestion } from '../questions';
import { AUTOMATIC } from './autoescape';
import { xssProbes } from './probes';
import { xssRules } from './rules';
import { engineIn, mendedIn } from './templates';

export const xss: Measure = {
  id: 'xss',
  version: 2,
  meta: {
    title: 'Cross-site scripting',
    summary: 'What clients sent is encoded where it becomes HTML.',
    group: 'code',
    protects: 'input',
    risk: 'medium',
    cwe: ['CWE-79'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: xssRules,
  questions: () => [
    helperQuestion('xss', 'Functions that encode values for HTML, and for JSON in scripts'),
    {
      id: 'xss.sanitizer',
      message: 'A function that leaves of HTML what cannot do harm (sanitize-html)',
      kind: 'confirm',
      default: false,
      ask: false,
    },
  ],
  plan: (project, findings, answers) => [
    ...helper(project, findings, answers),
    ...scriptJson(project, answers),
    ...sanitizer(project, answers),
    ...reflected(project, findings),
    ...templates(project, findings),
    ...mends(findings, 'xss/autoescape-off', {
      codemod: 'set-option',
      options: () => ({ callees: AUTOMATIC, option: 'autoescape', from: 'false', to: 'true' }),
      manual: { reason: 'The option could not be changed safely.', snippet: 'autoescape: true' },
    }),
  ],
  probes: xssProbes,
};

function reflected(project: Project, findings: Finding[]): Edit[] {
  const shape = requestShape(project.framework) as unknown as JsonObject;
  return mends(findings, 'xss/reflected', {
    codemod: 'encode-html',
    options: (file) => ({ shape, name: 'escapeHtml', from: specifierOf(project, file, 'escape-html') }),
    manual: { reason: 'A value in a page could not be encoded safely.', snippet: 'escapeHtml(value)' },
  });
}

function templates(project: Project, findings: Finding[]): Edit[] {
  return mends(findings, 'xss/unescaped', {
    codemod: 'encode-output',
    options: (file) => ({
      engine: engineIn(project, file, project.scan().read(file) ?? ''),
      outputs: mendedIn(project, file),
    }),
    manual: { reason: 'What the template shows could not be encoded safely.', snippet: '' },
  });
}

/** The module that encodes, where a file is mended that has nothing of the kind, or an earlier run has added it. */
function helper(project: Project, findings: Finding[], answers: Answers): Edit[] {
  const file = fileOf(project, 'escape-html');
  const mended = findings.filter(({ rule, fix }) => rule === 'xss/reflected' && fix === 'automatic');
  const wanted = mended.some(({ file: path }) => !hasEscaper(project, path));
  if (!wanted && answers['xss.helper'] !== true && !isGenerated(project, file)) return [];
  return [{ measure: 'xss', kind: 'template', template: 'xss/escape-html.ts', file, data: {} }];
}

function scriptJson(project: Project, answers: Answers): Edit[] {
  const file = fileOf(project, 'script-json');
  if (answers['xss.helper'] !== true && !isGenerated(project, file)) return [];
  return [{ measure: 'xss', kind: 'template', template: 'xss/script-json.ts', file, data: {} }];
}

/** For HTML that must stay HTML. */
function sanitizer(project: Project, answers: Answers): Edit[] {
  const file = fileOf(project, 'sanitize-html');
  if (answers['xss.sanitizer'] !== true && !isGenerated(project, file)) return [];
  const { manifest, form } = project;
  const packages = [
    { name: 'sanitize-html', dev: false, has: manifest.dependencies['sanitize-html'] },
    { name: '@types/sanitize-html', dev: true, has: manifest.devDependencies['@types/sanitize-html'] },
  ];
  return [
    { measure: 'xss', kind: 'template', template: 'xss/sanitize-html.ts', file, data: {} },
    ...packages
      .filter(({ dev, has }) => has === undefined && (!dev || form.language === 'ts'))
      .map(({ name, dev }): Edit => ({ measure: 'xss', kind: 'dependency', dependency: { name, dev, range: '' } })),
  ];
}

function hasEscaper(project: Project, path: string): boolean {
  const scan = project.scan();
  return scan.parse(path, scan.read(path) ?? '', (module) => ownEscaper(module) !== null) ?? false;
}
