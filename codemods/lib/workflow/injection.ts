import type { Flaw, Job, Scalar, Splice, Step, Workflow } from './types';

/** Texts that anybody may write who can open an issue or a pull request. */
const UNTRUSTED =
  /^github\.(?:head_ref|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)|(?:comment|review|review_comment)\.body|pull_request\.head\.(?:ref|label|repo\.default_branch|repo\.description|repo\.homepage)|pages(?:\.\d+|\[\d+\]|\.\*)\.page_name|(?:head_commit|commits(?:\.\d+|\[\d+\]|\.\*)|workflow_run\.head_commit)\.(?:message|author\.(?:email|name)|committer\.(?:email|name))|workflow_run\.(?:head_branch|display_title|head_repository\.description|pull_requests(?:\.\d+|\[\d+\]|\.\*)\.head\.ref)))$/;
/** Expressions that are nothing but a context, and where one stands in a larger one. */
const EXPRESSION = /\$\{\{(.*?)\}\}/gs;
const CONTEXT = /github(?:\.[\w*-]+|\[\d+\])+/g;

/** Events that run with the secrets of the repository, whoever caused them. */
const PRIVILEGED = /^(?:pull_request_target|workflow_run|issues|issue_comment|discussion|discussion_comment|gollum)$/;

/** Texts of strangers that become part of a script: `${{ github.event.issue.title }}` is put in before the shell reads it. */
export const injectedScripts = (workflow: Workflow): Flaw[] =>
  workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) => [
      ...(step.run ? look(workflow, job, step, step.run) : []),
      ...(step.uses?.value.startsWith('actions/github-script@') && step.with?.values['script']
        ? look(workflow, job, step, step.with.values['script'])
        : []),
    ]),
  );

function look(workflow: Workflow, job: Job, step: Step, script: Scalar): Flaw[] {
  const written = workflow.text.slice(script.start, script.end);
  const found = [...written.matchAll(EXPRESSION)].flatMap((match) => {
    const context = (match[1]!.match(CONTEXT) ?? []).find((each) => UNTRUSTED.test(each));
    return context ? [{ context, whole: match[1]!.trim() === context, at: match.index, length: match[0].length }] : [];
  });
  return found.map(({ context, whole, at, length }, index) => {
    const start = script.start + at;
    const name = nameOf(context);
    const edits = whole && index === 0 ? throughEnv(workflow, job, step, found, name) : null;
    return {
      key: `${job.id}.${step.index}.${index}`,
      start,
      end: start + length,
      message: `${context} is text of whoever opened it, and becomes code of the script: pass it as an environment variable.`,
      edits: edits ?? [],
      risk: 'none',
      severity: workflow.triggers.some((trigger) => PRIVILEGED.test(trigger)) ? 'high' : 'medium',
      snippet: `env:\n  ${name}: \${{ ${context} }}\nrun: echo "$${name}"\n`,
    };
  });
}

/** `github.event.pull_request.title` → `PULL_REQUEST_TITLE` */
const nameOf = (context: string): string =>
  context
    .replace(/^github\.(?:event\.)?/, '')
    .replace(/\W+/g, '_')
    .toUpperCase();

type Found = { context: string; whole: boolean; at: number; length: number };

/**
 * In a script for bash, one that stands in double quotes is the same as a variable there. Elsewhere the script has to be
 * read, and is left to its author.
 */
function throughEnv(
  { text, indent }: Workflow,
  job: Job,
  step: Step,
  found: readonly Found[],
  name: string,
): Splice[] | null {
  const { run } = step;
  const runner = step.runner ?? job.runner;
  const isBash = runner === null || /^(?:ba)?sh\b/.test(runner);
  if (!run?.literal || !isBash || step.indent === null || run.value.includes('<<')) return null;
  const written = text.slice(run.start, run.end);
  const alike = found.filter((each) => each.context === found[0]!.context);
  if (alike.length !== found.length || found.some((each) => !each.whole || !isDoubleQuoted(written, each.at)))
    return null;
  if (Object.hasOwn(step.env?.values ?? {}, name)) return null;
  const line = `${name}: \${{ ${found[0]!.context} }}`;
  const variable: Splice | null = step.env
    ? step.env.indent === null
      ? null
      : { start: step.env.start, end: step.env.start, text: `${line}\n${step.env.indent}` }
    : { ...keyOf(text, run.start), text: `env:\n${step.indent}${indent}${line}\n${step.indent}` };
  if (variable === null) return null;
  return [
    variable,
    ...found.map(({ at, length }) => ({ start: run.start + at, end: run.start + at + length, text: `\${${name}}` })),
  ];
}

/** Where `run:` begins. */
function keyOf(text: string, value: number): { start: number; end: number } {
  const start = text.lastIndexOf('run', value);
  return { start, end: start };
}

/** Whether the shell is inside of double quotes there. */
function isDoubleQuoted(script: string, at: number): boolean {
  const body = script.slice(script.indexOf('\n') + 1, at);
  let quote = '';
  for (let index = 0; index < body.length; index++) {
    const character = body[index]!;
    if (character === '\\' && quote !== "'") index += 1;
    else if (quote === '' && character === '#' && /[\s;]|^$/.test(body[index - 1] ?? '')) {
      const end = body.indexOf('\n', index);
      index = end === -1 ? body.length : end;
    } else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
    // Inside of a command substitution the quotes begin anew.
    else if ((character === '$' && body[index + 1] === '(') || character === '`') return false;
  }
  return quote === '"';
}
