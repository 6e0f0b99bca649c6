import path from 'node:path';
import type { Project, Report, Rule } from '../../types';
import { isIgnored } from '../ignored';
import { isGenerated, isTop } from '../place';
import { dependencyRules } from './dependency-rules';
import { unwatchedDependencies } from './update-bot';
import { workflowRules } from './workflow-rules';
import { auditsAlready, gitlabFile, usesGitlab, workflowFile } from './workflows';

const noLockfile: Rule = {
  id: 'supply-chain/no-lockfile',
  severity: 'medium',
  cwe: 'CWE-494',
  owasp: 'A08:2025 Software or Data Integrity Failures',
  fixed: 'never',
  atRoot: true,
  summary: 'Without a lockfile every install may bring other code than the one that was tested.',
  check(project) {
    const { name, lockfile } = project.packageManager;
    const { gitignore, trackedLockfiles } = project.repository;
    if (lockfile === null)
      return [
        {
          file: 'package.json',
          fix: 'manual',
          message: `There is no lockfile: run \`${name} install\` and commit it.`,
        },
      ];
    const isHere = !lockfile.includes('/') && isIgnored(lockfile, gitignore ?? '');
    if (!isHere || trackedLockfiles.includes(lockfile)) return [];
    const message = `${lockfile} stands in .gitignore, so nobody else has it, CI neither: take it out there and commit it.`;
    return [{ file: 'package.json', fix: 'manual', message }];
  },
};

const noAudit: Rule = {
  id: 'supply-chain/no-audit',
  severity: 'medium',
  cwe: 'CWE-1395',
  owasp: 'A03:2025 Software Supply Chain Failures',
  fixed: 'sometimes',
  atRoot: true,
  summary: 'No workflow looks for known vulnerabilities in the dependencies.',
  check(project) {
    if (auditsAlready(project)) return [];
    const message = 'No workflow audits the dependencies.';
    if (isTop(project) && usesGitlab(project)) return gitlabReport(project, message);
    if (isGenerated(project, workflowFile(project))) return [];
    if (isTop(project)) return [{ file: 'package.json', fix: 'automatic', message }];
    const top = path.relative(project.root, project.repository.gitRoot ?? project.root).replaceAll('\\', '/');
    const place = `GitHub reads workflows at the top of the repository only: put one at ${top}/${workflowFile(project)}.`;
    return [{ file: 'package.json', fix: 'manual', message: `${message} ${place}` }];
  },
};

/** What other files are included by is left to the user. */
function gitlabReport({ repository, record }: Project, message: string): Report[] {
  const { path, text, includes } = repository.pipeline!;
  if (!includes) return [{ file: 'package.json', fix: 'automatic', message }];
  if (text.includes(gitlabFile))
    return record?.files[gitlabFile] ? [] : [{ file: 'package.json', fix: 'automatic', message }];
  const snippet = `include:\n  - local: ${gitlabFile}\n`;
  return [{ file: 'package.json', fix: 'manual', message: `${message} Include ${gitlabFile} in ${path}.`, snippet }];
}

export const rules: Rule[] = [noLockfile, noAudit, unwatchedDependencies, ...workflowRules, ...dependencyRules];
