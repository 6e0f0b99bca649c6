import type { Flaw, Workflow } from './types';

const PRIVILEGED = ['pull_request_target', 'workflow_run', 'issue_comment'];
/** The code of the pull request, by commit, branch or number. */
const HEAD =
  /github\.event\.pull_request\.(?:head\.(?:sha|ref)|merge_commit_sha)|github\.head_ref|refs\/pull\/|github\.event\.workflow_run\.head_(?:sha|branch|commit)|github\.event\.pull_request\.head\.repo|gh pr checkout/;

/** Workflows that have the secrets of the repository, and fetch the code of whoever opened a pull request. */
export function untrustedCheckouts(workflow: Workflow): Flaw[] {
  const trigger = PRIVILEGED.find((each) => workflow.triggers.includes(each));
  if (!trigger) return [];
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step): Flaw[] => {
      const inputs = step.uses?.value.startsWith('actions/checkout@') ? step.with?.values : undefined;
      const found =
        [inputs?.['ref'], inputs?.['repository']].find((value) => value && HEAD.test(value.value)) ??
        (step.run && /\bgh pr checkout\b|\bgit fetch\b[^\n]*pull\//.test(step.run.value) ? step.run : undefined);
      if (!found) return [];
      return [
        {
          key: `${job.id}.${step.index}`,
          start: found.start,
          end: found.end,
          message: `\`${trigger}\` runs with the secrets of the repository, and this fetches the code of whoever opened the pull request: build it in a workflow on \`pull_request\`.`,
          edits: [],
          risk: 'none',
        },
      ];
    }),
  );
}
