import type { Answers, Edit, JsonObject, Line, Measure, Pipeline, Project } from '../../types';
import { hasFramework } from '../../frameworks/index';
import { pinned } from '../../../codemods/lib/workflow/pin';
import { tool } from '../../version';
import { isTop } from '../place';
import { auditOf, versions } from './audit';
import { supplyChainProbes } from './probes';
import { rules } from './rules';
import { settings, settingsRemoval } from './settings';
import { needsExtending, updateBot } from './update-bot';
import { needsMending, workflowEdits } from './workflow-rules';
import { auditsAlready, gitlabFile, usesGitlab, workflowFile } from './workflows';

/** What the workflow runs, by the commit of a release, so that a moved tag changes nothing. */
const actions = {
  checkout: pinned('actions/checkout', 'v7'),
  setupNode: pinned('actions/setup-node', 'v7'),
  uploadSarif: pinned('github/codeql-action', 'v4', '/upload-sarif'),
};

/** A CI workflow that audits the dependencies, lints the lockfile and looks for secrets; an update bot. */
export const supplyChain: Measure = {
  id: 'supply-chain',
  version: 7,
  meta: {
    title: 'Dependencies in CI',
    summary:
      'A workflow that audits dependencies, lockfile, secrets and code; the ones that are there hardened; weekly updates.',
    group: 'repository',
    protects: 'code',
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
  questions: (project) => [
    {
      id: 'supply-chain.branch',
      message: 'Which branch does the workflow watch?',
      kind: 'text',
      default: branchOf(project),
      flaw: (text) => (/^[^\s~^:?[\]\\'"`$&|;<>(){}]+$/.test(text) ? null : 'takes the name of a branch'),
      ask: false,
    },
    {
      id: 'supply-chain.quarantine',
      message: 'Take no version of a package before it is a week old?',
      kind: 'confirm',
      // A range that only newer versions satisfy cannot be installed until then.
      default: false,
      ask: true,
    },
  ],
  satisfied: (project) => auditsAlready(project) && !needsMending(project) && !needsExtending(project),
  probes: supplyChainProbes,
  leave: (project) => [...pipelineRemoval(project), ...settingsRemoval(project)],
  plan(project, findings, answers) {
    if (!isTop(project)) return [];
    return [
      ...workflowEdits(project, findings),
      ...(auditsAlready(project) ? [] : usesGitlab(project) ? gitlab(project, answers) : github(project, answers)),
      ...updateBot(project),
      ...settings(project, answers),
    ];
  },
};

/** The one that is there, where it tells. */
const branchOf = ({ repository }: Project): string => repository.branch ?? 'main';

const github = (project: Project, answers: Answers): Edit[] => [
  template(workflowFile(project), 'supply-chain/security.yml', {
    branch: String(answers['supply-chain.branch'] ?? branchOf(project)),
    ...commandsOf(project, answers),
    actions,
  }),
];

/** A file of jobs; a line of the pipeline includes it, unless others are included there, which is left to the user. */
function gitlab(project: Project, answers: Answers): Edit[] {
  const pipeline = project.repository.pipeline!;
  const { stages, includes } = pipeline;
  const stage = stages === null || stages.includes('test') ? 'test' : (stages[0] ?? '.pre');
  return [
    template(gitlabFile, 'supply-chain/gitlab.yml', { stage, ...commandsOf(project, answers) }),
    ...(includes ? [] : [{ measure: 'supply-chain', kind: 'lines', ...including(pipeline) } as const]),
  ];
}

/** Of a pipeline that goes on including a file which is not there, GitLab runs nothing. */
const pipelineRemoval = ({ repository: { pipeline } }: Project): Edit[] =>
  pipeline ? [{ measure: 'supply-chain', kind: 'without-lines', ...including(pipeline) }] : [];

function including({ path, text }: Pipeline): { file: string; lines: Line[] } {
  // Where its sections are set apart.
  const isApart = /\n\r?\n\S/.test(text) && !/\n\r?\n$/.test(text);
  const lines = [isApart ? '\ninclude:' : 'include:', `  - local: ${gitlabFile}`];
  return { file: path, lines: lines.map((line) => ({ text: line, key: 'include' })) };
}

/** What can be checked where there is no app. */
const WITHOUT_APP = 'code,incident-response,injection,secrets,sql,supply-chain';

function commandsOf({ framework, packageManager }: Project, answers: Answers): JsonObject {
  const { lint, ...audit } = auditOf(packageManager);
  return {
    audit: { prepare: null, why: null, ...audit },
    lint: lint ?? null,
    check: hasFramework(framework) ? 'check' : `check --only ${WITHOUT_APP}`,
    versions: { ...versions, tempered: tool.version },
    waits: answers['supply-chain.quarantine'] === true,
  };
}

const template = (file: string, name: string, data: JsonObject): Edit => ({
  measure: 'supply-chain',
  kind: 'template',
  template: name,
  file,
  data,
});
