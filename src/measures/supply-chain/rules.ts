import path from 'node:path';
import type { Node } from '@babel/types';
import type { Project, Report, Rule } from '../../types';
import { isGenerated } from '../place';
import { auditsAlready, belongsHere, uncommented, workflowFile, type Workflow } from './workflows';

const noLockfile: Rule = {
  id: 'supply-chain/no-lockfile',
  severity: 'medium',
  cwe: 'CWE-494',
  owasp: 'A08:2025 Software or Data Integrity Failures',
  fixed: 'never',
  summary: 'Without a lockfile every install may bring other code than the one that was tested.',
  check(project) {
    if (project.packageManager.lockfile !== null) return [];
    const { name } = project.packageManager;
    return [
      { file: 'package.json', fix: 'manual', message: `There is no lockfile: run \`${name} install\` and commit it.` },
    ];
  },
};

const noAudit: Rule = {
  id: 'supply-chain/no-audit',
  severity: 'medium',
  cwe: 'CWE-1395',
  owasp: 'A03:2025 Software Supply Chain Failures',
  fixed: 'sometimes',
  summary: 'No workflow looks for known vulnerabilities in the dependencies.',
  check(project) {
    if (auditsAlready(project) || isGenerated(project, workflowFile(project))) return [];
    const message = 'No workflow audits the dependencies.';
    if (belongsHere(project)) return [{ file: 'package.json', fix: 'automatic', message }];
    const top = path.relative(project.root, project.repository.gitRoot ?? project.root).replaceAll('\\', '/');
    const place = `GitHub reads workflows at the top of the repository only: put one at ${top}/${workflowFile(project)}.`;
    return [{ file: 'package.json', fix: 'manual', message: `${message} ${place}` }];
  },
};

const unpinnedAction: Rule = {
  id: 'supply-chain/unpinned-action',
  severity: 'medium',
  cwe: 'CWE-829',
  owasp: 'A08:2025 Software or Data Integrity Failures',
  fixed: 'never',
  summary: 'A tag or branch of an action can be moved to other code, which then runs with the secrets of the workflow.',
  check: (project) => foreign(project).flatMap((workflow) => unpinned(workflow)),
};

function unpinned(workflow: Workflow): Report[] {
  return uncommented(workflow.text).flatMap((line, index) => {
    const [, action, ref] = /^\s*(?:-\s+)?uses:\s*["']?([^"'\s@]+)(?:@([^"'\s]+))?/.exec(line) ?? [];
    if (!action || action.startsWith('./')) return [];
    if (/^[0-9a-f]{40}$/.test(ref ?? '') || /^sha256:/.test(ref ?? '')) return [];
    const message = `${action} is pinned to ${ref ? `\`${ref}\`` : 'nothing'}, which can move: use the full commit id.`;
    // Who could move the tags of GitHub's own actions runs the workflow anyway.
    const severity = /^(actions|github)\//.test(action) ? 'low' : 'medium';
    return [{ file: workflow.path, node: lineNode(workflow.text, index), fix: 'manual', message, severity }];
  });
}

const broadToken: Rule = {
  id: 'supply-chain/broad-token',
  severity: 'medium',
  cwe: 'CWE-250',
  owasp: 'A03:2025 Software Supply Chain Failures',
  fixed: 'never',
  summary: 'The token of a workflow without `permissions` may be allowed to write to the repository.',
  check: (project) => foreign(project).flatMap((workflow) => tokenReport(workflow)),
};

function tokenReport(workflow: Workflow): Report[] {
  const lines = uncommented(workflow.text);
  const everything = lines.findIndex((line) => /^\s*permissions:\s*["']?write-all/.test(line));
  if (everything === -1 && lines.some((line) => /^permissions:/.test(line))) return [];
  if (everything === -1 && everyJobRestricts(lines)) return [];
  const message =
    everything === -1
      ? 'The workflow does not say what its token may do: grant reading, and more only to the job that needs it.'
      : '`write-all` lets the token change everything: grant reading, and more only to the job that needs it.';
  const node = lineNode(workflow.text, Math.max(everything, 0));
  return [{ file: workflow.path, node, fix: 'manual', message, snippet: 'permissions:\n  contents: read\n' }];
}

/** Whether each job has `permissions` of its own. Jobs are the keys one level below `jobs:`. */
function everyJobRestricts(lines: string[]): boolean {
  const start = lines.findIndex((line) => /^jobs:/.test(line));
  if (start === -1) return false;
  const next = lines.findIndex((line, index) => index > start && /^\S/.test(line));
  const body = lines.slice(start + 1, next === -1 ? undefined : next).filter((line) => line.trim() !== '');
  const indent = /^\s*/.exec(body[0] ?? '')?.[0].length ?? 0;
  const isJob = (line: string): boolean => /^\s*/.exec(line)?.[0].length === indent;
  const jobs = body.filter(isJob).length;
  const restricting = body.filter((line) => !isJob(line) && /^\s+permissions:/.test(line)).length;
  return jobs > 0 && restricting >= jobs;
}

const foreign = (project: Project): Workflow[] =>
  project.repository.workflows.filter(({ path }) => !isGenerated(project, path));

/** A position in a text that is not JavaScript: only `start`, `end` and `loc` mean something. */
function lineNode(text: string, index: number): Node {
  const lines = text.split('\n');
  const line = (lines[index] ?? '').replace(/\r$/, '');
  const start = lines.slice(0, index).reduce((sum, each) => sum + each.length + 1, 0) + line.search(/\S|$/);
  const end = start + line.trim().length;
  const column = line.search(/\S|$/);
  const loc = { start: { line: index + 1, column }, end: { line: index + 1, column: column + end - start } };
  return { type: 'EmptyStatement', start, end, loc } as unknown as Node;
}

export const rules: Rule[] = [noLockfile, noAudit, unpinnedAction, broadToken];
