import { FLAWS } from '../../../codemods/lib/workflow/flaws';
import type { Flaw } from '../../../codemods/lib/workflow/types';
import type { Edit, Finding, Project, Report, Rule } from '../../types';
import { isTop } from '../place';
import { textNode } from '../text-node';
import { factsOf, ownWorkflows, type Workflow } from './workflows';

/** Rules about the user's own workflows: what they find is found again, and mended, by one codemod. */
export const workflowRules: Rule[] = [
  {
    id: 'supply-chain/unpinned-action',
    severity: 'medium',
    cwe: 'CWE-829',
    owasp: 'A08:2025 Software or Data Integrity Failures',
    fixed: 'sometimes',
    summary:
      'A tag or branch of an action can be moved to other code, which then runs with the secrets of the workflow.',
  },
  {
    id: 'supply-chain/broad-token',
    severity: 'medium',
    cwe: 'CWE-250',
    owasp: 'A03:2025 Software Supply Chain Failures',
    fixed: 'sometimes',
    risk: 'behaviour',
    summary: 'The token of a workflow without `permissions` may be allowed to write to the repository.',
  },
  {
    id: 'supply-chain/kept-credentials',
    severity: 'low',
    cwe: 'CWE-522',
    owasp: 'A03:2025 Software Supply Chain Failures',
    fixed: 'sometimes',
    risk: 'behaviour',
    summary:
      'The checkout keeps the token of the workflow where each later step, and whoever gets the folder, can read it.',
  },
  {
    id: 'supply-chain/script-injection',
    severity: 'high',
    cwe: 'CWE-94',
    owasp: 'A05:2025 Injection',
    fixed: 'sometimes',
    summary: 'The text of an issue, a comment or a branch becomes code of a script of the workflow.',
  },
  {
    id: 'supply-chain/untrusted-checkout',
    severity: 'high',
    cwe: 'CWE-829',
    owasp: 'A08:2025 Software or Data Integrity Failures',
    fixed: 'never',
    summary: 'A workflow that has the secrets of the repository fetches the code of whoever opened a pull request.',
  },
  {
    id: 'supply-chain/piped-script',
    severity: 'medium',
    cwe: 'CWE-494',
    owasp: 'A08:2025 Software or Data Integrity Failures',
    fixed: 'never',
    summary: 'A workflow runs a script as it is downloaded, whatever the server sends that day.',
  },
  {
    id: 'supply-chain/unpinned-image',
    severity: 'low',
    cwe: 'CWE-829',
    owasp: 'A08:2025 Software or Data Integrity Failures',
    fixed: 'never',
    summary: 'The tag of a container image can be moved to another image, which the workflow then runs.',
  },
  {
    id: 'supply-chain/unlocked-install',
    severity: 'low',
    cwe: 'CWE-494',
    owasp: 'A08:2025 Software or Data Integrity Failures',
    fixed: 'always',
    risk: 'behaviour',
    summary:
      'A workflow installs without holding to the lockfile, so that it may test other versions than those that run.',
  },
].map((rule) => ({ ...(rule as Rule), atRoot: true, check: (project) => findAll(project, rule.id) }));

const findAll = (project: Project, rule: string): Report[] =>
  ownWorkflows(project).flatMap((workflow) =>
    flawsIn(project, workflow, rule).map((flaw) => ({
      file: workflow.path,
      node: textNode(workflow.text, flaw),
      message: flaw.message,
      fix: flaw.edits.length > 0 && isTop(project) ? 'automatic' : 'manual',
      risk: flaw.edits.length > 0 ? flaw.risk : 'none',
      ...(flaw.severity ? { severity: flaw.severity } : {}),
      ...(flaw.snippet ? { snippet: flaw.snippet } : {}),
    })),
  );

const flawsIn = (project: Project, { read }: Workflow, rule: string): Flaw[] =>
  read ? FLAWS[rule]!(read, factsOf(project)) : [];

/** Whether something of the user's own workflows can be mended without anybody noticing. */
export const needsMending = (project: Project): boolean =>
  workflowRules.some(({ id }) => findAll(project, id).some(({ fix, risk }) => fix === 'automatic' && risk === 'none'));

/** The edits that mend the chosen findings. */
export const workflowEdits = (project: Project, findings: readonly Finding[]): Edit[] =>
  ownWorkflows(project).flatMap((workflow) =>
    workflowRules.flatMap(({ id }): Edit[] => {
      const chosen = findings.filter(
        ({ rule, file, fix }) => rule === id && file === workflow.path && fix === 'automatic',
      );
      const flaws = flawsIn(project, workflow, id).filter(({ start }) => chosen.some((each) => each.start === start));
      if (flaws.length === 0) return [];
      return [
        {
          measure: 'supply-chain',
          kind: 'codemod',
          codemod: 'harden-workflow',
          file: workflow.path,
          options: { rule: id, keys: flaws.map(({ key }) => key), ...factsOf(project) },
          present: null,
          manual: { reason: flaws[0]!.message, line: chosen[0]!.line, snippet: flaws[0]!.snippet ?? '' },
        },
      ];
    }),
  );
