import type { Answers, Edit, JsonObject, Measure, Project } from '../../types';
import { pinned } from '../../../codemods/lib/workflow/pin';
import { tool } from '../../version';
import { isGenerated } from '../place';
import { auditOf, versions } from './audit';
import { supplyChainProbes } from './probes';
import { rules } from './rules';
import { needsMending, workflowEdits } from './workflow-rules';
import { auditsAlready, belongsHere, updateBotFile, workflowFile } from './workflows';

/** What the workflow runs, by the commit of a release, so that a moved tag changes nothing. */
const actions = {
  checkout: pinned('actions/checkout', 'v7'),
  setupNode: pinned('actions/setup-node', 'v7'),
  uploadSarif: pinned('github/codeql-action', 'v4', '/upload-sarif'),
};

/** A CI workflow that audits the dependencies, lints the lockfile and looks for secrets; an update bot. */
export const supplyChain: Measure = {
  id: 'supply-chain',
  version: 4,
  meta: {
    title: 'Dependencies in CI',
    summary: 'A workflow that audits dependencies, lints the lockfile and looks for committed secrets; weekly updates.',
    group: 'repository',
    risk: 'low',
    cwe: ['CWE-1395', 'CWE-829', 'CWE-494', 'CWE-250', 'CWE-522', 'CWE-94'],
    references: [
      'https://docs.npmjs.com/cli/commands/npm-audit',
      'https://docs.github.com/en/actions/reference/security/secure-use',
      'https://owasp.org/www-project-top-ten/',
    ],
    recommended: true,
  },
  rules,
  questions: () => [
    {
      id: 'supply-chain.branch',
      message: 'Which branch does the workflow watch?',
      kind: 'text',
      default: 'main',
      flaw: (text) => (/^[^\s~^:?[\]\\'"`$&|;<>(){}]+$/.test(text) ? null : 'takes the name of a branch'),
      ask: false,
    },
  ],
  satisfied: (project) => auditsAlready(project) && !needsMending(project),
  probes: supplyChainProbes,
  plan(project, findings, answers) {
    if (!belongsHere(project)) return [];
    return [...workflowEdits(project, findings), ...workflow(project, answers), ...updateBot(project)];
  },
};

function workflow(project: Project, answers: Answers): Edit[] {
  if (auditsAlready(project)) return [];
  const { lint, ...audit } = auditOf(project.packageManager);
  const data: JsonObject = {
    branch: String(answers['supply-chain.branch'] ?? 'main'),
    audit: { prepare: null, why: null, ...audit },
    lint: lint ?? null,
    versions: { ...versions, tempered: tool.version },
    actions,
  };
  return [
    {
      measure: 'supply-chain',
      kind: 'template',
      template: 'supply-chain/security.yml',
      file: workflowFile(project),
      data,
    },
  ];
}

function updateBot(project: Project): Edit[] {
  if (project.repository.updateBot && !isGenerated(project, updateBotFile)) return [];
  const data: JsonObject = { ecosystem: auditOf(project.packageManager).ecosystem };
  return [
    { measure: 'supply-chain', kind: 'template', template: 'supply-chain/dependabot.yml', file: updateBotFile, data },
  ];
}
