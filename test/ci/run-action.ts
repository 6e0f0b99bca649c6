import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { runStep } from '../measures/supply-chain/shell';
import { evaluate } from '../support/github';
import { repository } from '../support/tempered';
import { temporaryFolder } from '../temporary';

interface Step {
  id?: string;
  name: string;
  if?: string;
  uses?: string;
  run?: string;
  shell?: string;
  env?: Record<string, string>;
  with?: Record<string, string>;
  'continue-on-error'?: boolean;
}

export interface Action {
  inputs: Record<string, { default: string }>;
  outputs: Record<string, { value: string }>;
  runs: { using: string; steps: Step[] };
}

export interface Run {
  workspace: string;
  inputs?: Record<string, string>;
  /** What happened, as `github.event` has it. */
  event?: object;
  /** A folder with programs that come before the others. */
  programs?: string;
  /** Whether the actions that this one uses fail. */
  fails?: boolean;
}

export interface Ran {
  outcome: 'success' | 'failure';
  log: string;
  summary: string;
  outputs: Record<string, string>;
  /** What was given to the actions that this one uses. */
  used: Record<string, Record<string, string>>;
}

export const readAction = async (): Promise<Action> =>
  parse(await readFile(join(repository, 'action.yml'), 'utf8')) as Action;

/** The steps of action.yml in order, as GitHub runs them; the actions that it uses are only written down. */
export async function runAction({ workspace, inputs = {}, event = {}, programs, fails = false }: Run): Promise<Ran> {
  const action = await readAction();
  const temp = await temporaryFolder({ output: '', summary: '' });
  const [output, summary] = [join(temp, 'output'), join(temp, 'summary')];
  const contexts = {
    github: { event, token: 'a-token' },
    inputs: {
      ...Object.fromEntries(Object.entries(action.inputs).map(([id, input]) => [id, input.default])),
      ...inputs,
    },
    steps: {} as Record<string, { outputs: Record<string, string> }>,
  };
  const filled = (texts: Record<string, string> = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, interpolated(text, contexts)]));
  const environment = {
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: repository,
    GITHUB_OUTPUT: output,
    GITHUB_REPOSITORY: 'octo-org/shop',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: temp,
    ...(programs === undefined ? {} : { PATH: [programs, process.env['PATH']].join(delimiter) }),
  };
  const ran: Ran = { outcome: 'success', log: '', summary: '', outputs: {}, used: {} };
  for (const step of action.runs.steps) {
    if (ran.outcome === 'failure' || !isTrue(step.if, contexts)) continue;
    if (step.uses !== undefined) {
      ran.used[step.uses.split('@')[0]!] = filled(step.with);
      if (fails && !step['continue-on-error']) ran.outcome = 'failure';
      continue;
    }
    await writeFile(output, '');
    const { code, output: printed } = await runStep(step.run!, workspace, { ...environment, ...filled(step.env) });
    ran.log += printed;
    if (step.id !== undefined) contexts.steps[step.id] = { outputs: read(await readFile(output, 'utf8')) };
    if (code !== 0) ran.outcome = 'failure';
  }
  ran.summary = await readFile(summary, 'utf8');
  ran.outputs = filled(Object.fromEntries(Object.entries(action.outputs).map(([name, { value }]) => [name, value])));
  return ran;
}

const interpolated = (text: string, contexts: object): string =>
  text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_all, expression: string) => evaluate(expression.trim(), { ...contexts }));

/** Whether a step runs that has this `if`. */
export function isTrue(condition: string | undefined, contexts: object): boolean {
  return condition === undefined || evaluate(`(${condition}) && true || false`, { ...contexts }) === 'true';
}

/** The lines `name=value` of GITHUB_OUTPUT. */
const read = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
