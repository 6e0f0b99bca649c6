import { type Permissions, reachOf } from './reach';
import type { Facts, Flaw, Job, Span, Splice, Workflow } from './types';

/** Workflows and jobs whose token may do everything, or whatever the repository's settings say. */
export function broadTokens(workflow: Workflow, facts: Facts): Flaw[] {
  if (workflow.kind === 'action') return [];
  const everything = [
    ...(workflow.permissions?.all === 'write-all' ? [unrestricted(workflow, facts)] : []),
    ...workflow.jobs.flatMap((job) => (job.permissions?.all === 'write-all' ? [allowsAll(workflow, job, facts)] : [])),
  ];
  if (workflow.permissions || isOnlyCalled(workflow)) return everything;
  if (workflow.jobs.every(({ permissions }) => permissions)) return everything;
  return [...everything, unrestricted(workflow, facts)];
}

/** Whoever calls it says what its token may do, and a call fails that permits less than the workflow names. */
const isOnlyCalled = ({ triggers }: Workflow): boolean => triggers.length === 1 && triggers[0] === 'workflow_call';

/** The whole workflow: reading for all, and more for the jobs that need it. */
function unrestricted(workflow: Workflow, facts: Facts): Flaw {
  const { permissions } = workflow;
  const open = workflow.jobs.filter((job) => !job.permissions);
  const needs = open.map((job) => ({ job, needs: needsOf(workflow, job, facts) }));
  const known = needs.every((each) => each.needs !== null);
  const span = permissions ?? firstLine(workflow.text);
  const edits = known ? [top(workflow), ...needs.flatMap(({ job, needs }) => below(workflow, job, needs!))] : [];
  const usable = known && !edits.includes(null);
  return {
    key: 'workflow',
    start: span.start,
    end: span.end,
    message: permissions
      ? '`write-all` lets the token change everything: grant reading, and more only to the job that needs it.'
      : 'The workflow does not say what its token may do: grant reading, and more only to the job that needs it.',
    edits: usable ? (edits as Splice[]) : [],
    risk: needs.every(({ job, needs }) => isHarmless(workflow, job, needs, facts)) ? 'none' : 'behaviour',
    snippet: 'permissions:\n  contents: read\n',
  };
}

/** The first one that is no comment. */
function firstLine(text: string): Span {
  const start = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*/.exec(text)![0].length;
  return { start, end: start + text.slice(start).search(/\r?\n|$/) };
}

function allowsAll(workflow: Workflow, job: Job, facts: Facts): Flaw {
  const { start, end } = job.permissions!;
  const needs = needsOf(workflow, job, facts, true);
  const lines =
    needs && job.indent !== null ? block({ contents: 'read', ...needs }, job.indent + workflow.indent) : null;
  return {
    key: job.id,
    start,
    end,
    message: '`write-all` lets the token of the job change everything: grant what its steps need.',
    edits:
      lines === null
        ? []
        : [{ start: start - /\s*$/.exec(workflow.text.slice(0, start))![0].length, end, text: `\n${lines}` }],
    risk: needs !== null && isHarmless(workflow, job, needs, facts) ? 'none' : 'behaviour',
    snippet: 'permissions:\n  contents: read\n',
  };
}

/** Nobody is given what the settings do not give: a token to sign in elsewhere has to be asked for. */
function needsOf(
  workflow: Workflow,
  job: Job,
  facts: Facts,
  asked = workflow.permissions !== null,
): Permissions | null {
  const { needs } = reachOf(workflow, job, facts);
  return needs && Object.fromEntries(Object.entries(needs).filter(([name]) => asked || name !== 'id-token'));
}

/** Nothing that the job does can fail for want of more than reading. */
const isHarmless = (workflow: Workflow, job: Job, needs: Permissions | null, facts: Facts): boolean =>
  needs !== null && Object.keys(needs).length === 0 && reachOf(workflow, job, facts).git === 'no';

function top({ text, permissions, jobsAt, indent }: Workflow): Splice | null {
  const reading = `permissions:\n${indent}contents: read`;
  if (permissions) {
    const at = text.lastIndexOf('permissions', permissions.start);
    return at === -1 || text.slice(at, permissions.start).includes('\n')
      ? null
      : { start: at, end: permissions.end, text: reading };
  }
  if (jobsAt === -1) return null;
  // What is written right above `jobs:` is about the jobs.
  const at = jobsAt - /(?:(?<=\n)[ \t]*#[^\n]*\n)*$/.exec(text.slice(0, jobsAt))![0].length;
  return { start: at, end: at, text: `${reading}\n\n` };
}

function below({ indent }: Workflow, job: Job, needs: Permissions): (Splice | null)[] {
  if (Object.keys(needs).length === 0) return [];
  if (job.indent === null) return [null];
  const lines = block({ contents: 'read', ...needs }, job.indent + indent);
  return [{ start: job.start, end: job.start, text: `permissions:\n${lines}\n${job.indent}` }];
}

const block = (permissions: Permissions, indent: string): string =>
  Object.entries(permissions)
    .map(([name, level]) => `${indent}${name}: ${level}`)
    .join('\n');
