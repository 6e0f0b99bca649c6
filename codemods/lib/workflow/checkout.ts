import { reachOf } from './reach';
import type { Facts, Flaw, Job, Splice, Step, Workflow } from './types';

/** Its first version has no such input. */
const CHECKOUT = /^actions\/checkout@(?!v1\b)/;

/** Checkouts that leave the token where every later step, and whatever is uploaded, can find it. */
export const keptCredentials = (workflow: Workflow, facts: Facts): Flaw[] =>
  workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step): Flaw[] => {
      if (!step.uses || !CHECKOUT.test(step.uses.value) || step.with?.values['persist-credentials']) return [];
      const { git } = reachOf(workflow, job, facts, laterSteps(job, step));
      // A composite action hands the folder on to steps that are not seen here.
      const alone = git === 'no' && workflow.kind === 'workflow';
      if (git === 'yes') return [];
      const edit = switchedOff(workflow, step);
      return [
        {
          key: `${job.id}.${step.index}`,
          start: step.uses.start,
          end: step.uses.end,
          message:
            'The checkout leaves the token of the workflow in the folder, where each later step can read it: `persist-credentials: false`.',
          edits: edit ? [edit] : [],
          risk: alone ? 'none' : 'behaviour',
          snippet: 'with:\n  persist-credentials: false\n',
        },
      ];
    }),
  );

const laterSteps = (job: Job, step: Step): Step[] => job.steps.filter(({ index }) => index > step.index);

const SETTING = 'persist-credentials: false';

function switchedOff({ text, indent }: Workflow, step: Step): Splice | null {
  const inputs = step.with;
  if (inputs) {
    const separator = inputs.indent === null ? ', ' : `\n${inputs.indent}`;
    return { start: inputs.start, end: inputs.start, text: SETTING + separator };
  }
  if (/^\s*with\s*:/m.test(text.slice(step.start, step.end))) return null;
  const { end } = step.uses!;
  if (step.indent === null) return { start: end, end, text: `, with: { ${SETTING} }` };
  const at = end + /^[^\r\n]*/.exec(text.slice(end))![0].length;
  return { start: at, end: at, text: `\n${step.indent}with:\n${step.indent}${indent}${SETTING}` };
}
