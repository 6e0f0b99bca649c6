import { describe, expect, it } from 'vitest';
import { runCodemod } from '../../../src/edits/codemods';
import { workflowRules } from '../../../src/measures/supply-chain/workflow-rules';
import { cases } from '../../codemods/run';
import { errorsOf } from '../../support/github';
import { projectWith } from './project';
import { planOf, render } from './workflow';

const managers = [
  ['npm', null],
  ['yarn', '1.22.22'],
  ['yarn', '4.18.1'],
  ['pnpm', '9.15.9'],
  ['bun', null],
] as const;

describe("GitHub's own parser", () => {
  it('has something to say about what is no workflow', () => {
    expect(errorsOf('ci.yml', 'on: push\njobs:\n  a:\n    step: []\n')).not.toEqual([]);
  });

  it.each(managers)('reads the workflow for %s %s', (name, version) => {
    const [workflow] = planOf(projectWith({ packageManager: { name, version } }));
    expect(errorsOf(workflow!.file, render(workflow!))).toEqual([]);
  });

  const hardened = cases().filter(({ codemod, output }) => codemod === 'harden-workflow' && output?.startsWith('on:'));
  it.each(hardened.map((each) => [each.name, each] as const))(
    'reads a hardened one: %s',
    (_name, { input, options }) => {
      expect(errorsOf('ci.yml', input)).toEqual([]);
      const every = workflowRules.reduce(
        (text, { id }) => runCodemod('harden-workflow', 'ci.yml', text, { ...options, rule: id }) ?? text,
        input,
      );
      expect(every).not.toBe(input);
      expect(errorsOf('ci.yml', every)).toEqual([]);
    },
  );
});
