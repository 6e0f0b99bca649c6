import type { Ending, Probe, ProbeTarget, Skip, Verdict, WorkflowProbe } from '../../types/proof';
import { hasMeasure } from '../aim';
import { fail, pass, skip } from '../expect';
import { auditStep } from './audit-step';

const NPM = 'https://docs.npmjs.com/cli/commands/npm-audit#exit-code';
const NOTHING = 'No step of the workflows audits the dependencies.';
/** What the audit says where there was an answer, whatever it was. */
const FINDING = /vulnerab|advisor|severity|critical/i;

export const supplyChainProbes: Probe[] = [
  audit({
    id: 'supply-chain/vulnerable',
    attack: 'Merge a dependency with a known hole',
    proves: 'The step of the workflow fails for a dependency that is known to be vulnerable.',
    cwe: 'CWE-1395',
    reference: NPM,
    registry: 'vulnerable',
    judge: ({ code, output }) => {
      if (code === 0) return fail('exit 0, nobody notices');
      return FINDING.test(output) ? pass(`exit ${code}, with the finding`) : fail(`exit ${code}, no finding is named`);
    },
  }),
  audit({
    id: 'supply-chain/clean',
    client: true,
    attack: 'Merge when nothing is wrong',
    proves: 'The step passes where no dependency is known to be vulnerable.',
    cwe: 'CWE-1395',
    reference: NPM,
    registry: 'clean',
    judge: ({ code }) => (code === 0 ? pass('exit 0') : fail(`exit ${code}, with nothing found`)),
  }),
  audit({
    id: 'supply-chain/dead',
    attack: 'Merge while the registry is down',
    proves: 'An audit that could not be done is not taken for a good one.',
    cwe: 'CWE-754',
    reference: NPM,
    registry: 'dead',
    judge: ({ code }) => (code === 0 ? fail('exit 0, taken for clean') : pass(`exit ${code}, not taken for clean`)),
  }),
];

function audit({
  judge,
  ...probe
}: Omit<Probe & WorkflowProbe, 'kind' | 'script' | 'judge'> & { judge: (ending: Ending) => Verdict }): Probe {
  return {
    ...probe,
    kind: 'workflow',
    script,
    judge: (ending) => {
      if (ending.output.includes(NOTHING)) return fail('no step audits the dependencies');
      return ending.code === null ? skip('the step did not end') : judge(ending);
    },
  };
}

/** Where the measure is in place and the step is gone, that is the finding; a package of a repository has none of its own. */
async function script(target: ProbeTarget): Promise<string | Skip> {
  const step = await auditStep(target.workflows);
  if (step !== null) return step;
  return target.isTop && hasMeasure(target, 'supply-chain')
    ? `echo '${NOTHING}'; exit 1`
    : skip('no workflow audits the dependencies');
}
