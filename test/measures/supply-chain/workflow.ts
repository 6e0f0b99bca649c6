import { parse } from 'yaml';
import { renderTemplate } from '../../../src/edits/template';
import { supplyChain } from '../../../src/measures/supply-chain/index';
import type { Answers, Edit, Project } from '../../../src/types';
import { form, style } from './project';

type TemplateEdit = Extract<Edit, { kind: 'template' }>;

export interface Step {
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

export interface Workflow {
  on: Record<string, unknown>;
  permissions: unknown;
  concurrency: unknown;
  env: Record<string, string>;
  jobs: Record<string, { 'timeout-minutes': number; steps: Step[] }>;
}

export const planOf = (project: Project, answers: Answers = {}): TemplateEdit[] =>
  supplyChain.plan(project, [], answers, new Set(['supply-chain'])) as TemplateEdit[];

export const render = ({ template, data }: TemplateEdit): string => renderTemplate(template, data, form, style);

/** The workflow as GitHub reads it. */
export function workflowOf(project: Project, answers: Answers = {}): Workflow {
  const edit = planOf(project, answers).find(({ file }) => file.startsWith('.github/workflows/'));
  if (!edit) throw new Error('No workflow is planned.');
  return parse(render(edit)) as Workflow;
}

export const stepsOf = (workflow: Workflow): Step[] => Object.values(workflow.jobs).flatMap(({ steps }) => steps);

export function stepNamed(workflow: Workflow, name: string): string {
  const run = stepsOf(workflow).find((step) => step.name === name)?.run;
  if (run === undefined) throw new Error(`No such step: ${name}`);
  return run;
}
