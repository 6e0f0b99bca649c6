import { ownEscaper } from '../../../codemods/lib/xss/escaper';
import { requestShape } from '../../frameworks/index';
import type { Edit, Finding, JsonObject, Measure, Project } from '../../types';
import { mends } from '../mend';
import { fileOf, isGenerated, specifierOf } from '../place';
import { xssProbes } from './probes';
import { xssRules } from './rules';

export const xss: Measure = {
  id: 'xss',
  version: 1,
  meta: {
    title: 'Cross-site scripting',
    summary: 'What clients sent is encoded where it becomes HTML.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-79'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: xssRules,
  questions: () => [],
  plan: (project, findings) => [...helper(project, findings), ...reflected(project, findings)],
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

/** The module that encodes, where a file is mended that has nothing of the kind, or an earlier run has added it. */
function helper(project: Project, findings: Finding[]): Edit[] {
  const file = fileOf(project, 'escape-html');
  const wanted = findings.some(({ rule, fix, file: path }) => {
    const module = rule === 'xss/reflected' && fix === 'automatic' ? project.moduleOf(path) : null;
    return module !== null && ownEscaper(module) === null;
  });
  if (!wanted && !isGenerated(project, file)) return [];
  return [{ measure: 'xss', kind: 'template', template: 'xss/escape-html.ts', file, data: {} }];
}
