import type { Facts } from '../../../codemods/lib/workflow/types';
import type { Project } from '../../types';
import { isGenerated, isTop } from '../place';

export type Workflow = Project['repository']['workflows'][number];

export const updateBotFile = '.github/dependabot.yml';

/** The jobs of GitLab, which its own file includes. */
export const gitlabFile = '.gitlab/tempered.yml';

/** Whether the repository has its pipeline at GitLab, and none at GitHub. */
export const usesGitlab = ({ repository: { host, pipeline, workflows } }: Project): boolean =>
  pipeline !== null && host !== 'github' && workflows.length === 0;

/** Where our workflow goes: never over one that the user wrote. */
export function workflowFile(project: Project): string {
  const file = '.github/workflows/security.yml';
  const taken = project.repository.workflows.some(({ path }) => path === file) && !isGenerated(project, file);
  return taken ? '.github/workflows/tempered-security.yml' : file;
}

// `yarn audit` and other commands that ask retired endpoints count: replacing them is the user's business.
const auditor =
  /\b(?:npm|pnpm|yarn|bun)(?:@[\w.^~-]+)?\s+(?:npm\s+)?audit\b(?!\s+signatures)|\baudit-ci\b|\bbetter-npm-audit\b|osv-scanner|dependency-review-action|\bsnyk\b|\btrivy\b/;

/** Lines of a workflow without its comments, at the same numbers. */
export const uncommented = (text: string): string[] =>
  text.split(/\r?\n/).map((line) => line.replace(/(^|\s)#.*$/, '$1'));

/** Whether a workflow that the user wrote audits the dependencies. */
export function auditsAlready(project: Project): boolean {
  const { workflows, pipeline } = project.repository;
  return [...workflows, ...(pipeline ? [pipeline] : [])].some(
    ({ path, text }) => !isGenerated(project, path) && uncommented(text).some((line) => auditor.test(line)),
  );
}

/** Those that the user wrote. */
export const ownWorkflows = (project: Project): Workflow[] =>
  project.repository.workflows.filter(({ path }) => !isGenerated(project, path));

/** What the audit of workflows has to know of the project, which they are about where it is the whole repository. */
export function factsOf(project: Project): Facts {
  const { manifest, packageManager } = project;
  const here = isTop(project);
  const { lockfile } = packageManager;
  return {
    scripts: here ? manifest.scripts : {},
    lockfile: here && lockfile?.includes('/') === false ? lockfile : null,
    ...(manifest.owner === undefined ? {} : { owner: manifest.owner }),
  };
}
