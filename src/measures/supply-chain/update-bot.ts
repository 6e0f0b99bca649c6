import { watched } from '../../../codemods/lib/workflow/watches';
import type { Edit, Project, Rule } from '../../types';
import { isGenerated, isTop } from '../place';
import { auditOf } from './audit';
import { updateBotFile, usesGitlab } from './workflows';

const ACTIONS = 'github-actions';
const RENOVATE: Record<Project['packageManager']['name'], string> = {
  npm: 'npm',
  pnpm: 'npm',
  yarn: 'npm',
  bun: 'bun',
};

/** A bot that was set up, and does not look at what the project is made of. */
export const unwatchedDependencies: Rule = {
  id: 'supply-chain/unwatched-dependencies',
  severity: 'low',
  cwe: 'CWE-1104',
  owasp: 'A03:2025 Software Supply Chain Failures',
  fixed: 'sometimes',
  summary: 'The update bot is not told to look at the dependencies of the project, or at the actions of its workflows.',
  check(project) {
    const { updateBot, workflows } = project.repository;
    if (!updateBot || !isTop(project) || isGenerated(project, updateBot.path)) return [];
    const missing = unwatched(project).filter((name) => name !== ACTIONS || workflows.length > 0);
    if (missing.length === 0) return [];
    const report = { file: updateBot.path, message: `The update bot is not told to look at ${missing.join(' and ')}.` };
    if (updateBot.dependabot?.end) return [{ ...report, fix: 'automatic' }];
    return [
      { ...report, fix: 'manual', ...(updateBot.managers ? { snippet: managers(updateBot.managers, missing) } : {}) },
    ];
  },
};

/** Whether its file can be added to. */
export const needsExtending = (project: Project): boolean =>
  unwatchedDependencies.check!(project).some(({ fix }) => fix === 'automatic');

/** Of Dependabot by ecosystem, of Renovate by manager. */
function unwatched(project: Project): string[] {
  const { dependabot, managers } = project.repository.updateBot!;
  if (dependabot) return ecosystemsOf(project).flatMap((group) => (watched(dependabot, group) ? [] : [group[0]!]));
  return managers ? [RENOVATE[project.packageManager.name], ACTIONS].filter((name) => !managers.includes(name)) : [];
}

/** npm's entry is left alone where it stands for bun: Dependabot came to know bun later. */
function ecosystemsOf({ packageManager }: Project): string[][] {
  const { ecosystem } = auditOf(packageManager);
  return [ecosystem === 'npm' ? ['npm'] : [ecosystem, 'npm'], [ACTIONS]];
}

const managers = (present: string[], missing: string[]): string =>
  `"enabledManagers": ${JSON.stringify([...present, ...missing])}\n`;

/** A bot where there is none; what Dependabot is not told of is added to its file, and Renovate's is the user's. */
export function updateBot(project: Project): Edit[] {
  const bot = project.repository.updateBot;
  if (usesGitlab(project)) return [];
  if (bot && !isGenerated(project, updateBotFile)) return extended(project);
  const { ecosystem } = auditOf(project.packageManager);
  return [
    {
      measure: 'supply-chain',
      kind: 'template',
      template: 'supply-chain/dependabot.yml',
      file: updateBotFile,
      data: { ecosystem },
    },
  ];
}

function extended(project: Project): Edit[] {
  const bot = project.repository.updateBot!;
  if (!bot.dependabot?.end || unwatched(project).length === 0) return [];
  return [
    {
      measure: 'supply-chain',
      kind: 'codemod',
      codemod: 'extend-dependabot',
      file: bot.path,
      options: { ecosystems: ecosystemsOf(project) },
      present: null,
      manual: { reason: `Dependabot does not look at ${unwatched(project).join(' and ')}.`, line: 1, snippet: '' },
    },
  ];
}
