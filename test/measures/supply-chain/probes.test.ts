import { describe, expect, it } from 'vitest';
import { auditStep } from '../../../src/measures/supply-chain/audit-step';
import { supplyChainProbes } from '../../../src/measures/supply-chain/probes';
import { outcomeOf, testProbes } from '../verdicts';
import { projectWith } from './project';
import { planOf, render } from './workflow';

const workflow = (step: string, top = ''): { path: string; text: string }[] => [
  {
    path: '.github/workflows/ci.yml',
    text: `${top}jobs:\n  audit:\n    steps:\n      - run: npm ci\n      - name: Audit\n${step}`,
  },
];
const audits = { workflows: workflow('        run: npm audit --audit-level=high\n') };
const inPlace = { measures: ['supply-chain'] };
const none = { code: 1, output: 'No step of the workflows audits the dependencies.\n' };

describe('probes of the audit in CI', () => {
  testProbes(supplyChainProbes, {
    'supply-chain/vulnerable': {
      passed: { 'it fails': { target: audits, ending: { code: 1, output: '1 critical severity vulnerability' } } },
      failed: {
        'it passes': { target: audits, ending: { code: 0, output: '1 critical severity vulnerability' } },
        'it fails for something else': { target: audits, ending: { code: 127, output: 'npm: not found' } },
        'there is no step any more': { target: inPlace, ending: none },
      },
      skipped: {
        'nothing audits': {},
        'nothing audits the repository that it is in': { target: { ...inPlace, isTop: false } },
        'it did not end': { target: audits, ending: { code: null } },
      },
    },
    'supply-chain/clean': {
      passed: { 'it passes': { target: audits, ending: { code: 0 } } },
      failed: { 'it fails': { target: audits, ending: { code: 1 } } },
    },
    'supply-chain/dead': {
      passed: { 'it fails': { target: audits, ending: { code: 2 } } },
      failed: { 'it passes': { target: audits, ending: { code: 0 } } },
    },
  });

  it('run the step that audits, with the environment it has', async () => {
    const top = "env:\n  npm_config_audit_level: 'it''s'\n  B: ${{ secrets.B }}\n  BASH_ENV: ./evil\n";
    const run = await auditStep(workflow('        env: { CI: 1 }\n        run: npm audit\n', top));
    expect(run).toBe("export npm_config_audit_level='it'\\''s'\nexport CI='1'\nnpm audit");
  });

  it('let a step fail that may', async () => {
    const step = '        continue-on-error: true\n        run: |\n          npm audit\n';
    expect(await auditStep(workflow(step))).toBe('(\nnpm audit\n\n) || true');
  });

  it.each([
    ['switched off', '        if: false\n        run: npm audit\n'],
    ['a comment', '        run: |\n          # npm audit\n          true\n'],
    ['something else', '        run: npm audit signatures\n'],
    ['no YAML', '        run: "npm audit\n'],
  ])('find no step that is %s', async (_what, step) => {
    expect(await auditStep(workflow(step))).toBeNull();
  });

  it.each([
    ['publishes', 'npm audit && npm publish'],
    ['goes elsewhere', 'npm audit --registry=https://evil.example'],
    ['mends', 'npm audit fix'],
    ['runs a program', 'npm audit\n          ssh deploy@example.com true'],
    ['hides a program', 'report=$(npm audit; id)'],
    ['hides it in words', 'echo "$(id)"\n          npm audit'],
    ['runs a script of the project', 'npm audit || ./notify.sh'],
    ['writes a file', 'npm audit > report.txt'],
  ])('do not run a step that %s', async (_what, run) => {
    const step = await auditStep(workflow(`        run: |\n          ${run}\n`));
    expect(step).toEqual({ skip: 'the step of the workflow does more than audit: it is not run here' });
  });

  it.each([
    ['npm', null],
    ['pnpm', '10.0.0'],
    ['yarn', null],
    ['yarn', '4.0.0'],
    ['bun', null],
  ] as const)('run the step that is generated for %s %s', async (name, version) => {
    const plan = planOf(projectWith({ packageManager: { name, version } }));
    const edit = plan.find(({ file }) => file.startsWith('.github/workflows/'))!;
    const step = await auditStep([{ path: edit.file, text: render(edit) }]);
    expect(step).toMatch(/^status=0$/m);
  });

  it('say what is missing where the step was taken out', async () => {
    const [probe] = supplyChainProbes;
    expect((await outcomeOf(probe!, { target: inPlace, ending: none })).evidence).toBe(
      'no step audits the dependencies',
    );
  });
});
