import type { HttpProbe, ProbeAnswer, ProbeMeta, Skip, Verdict } from '../../types/proof';
import { fail, isIn, limited, pass, statusOf, together } from '../expect';

const PATHS = ['/metrics', '/prometheus', '/api/metrics', '/actuator/prometheus', '/status', '/debug/vars', '/stats'];
/** Prometheus' own format, and what the usual status pages show. */
const FIGURES = /^# (HELP|TYPE) |^process_cpu|"heapUsed"|"memoryUsage"|Express Status|eventLoopDelay/im;

export const monitoringProbes: (ProbeMeta & HttpProbe)[] = [
  {
    kind: 'http',
    risk: 'safe',
    id: 'monitoring/public',
    attack: 'Read its metrics',
    proves: 'Figures of its inside are not shown to the public.',
    cwe: 'CWE-497',
    reference: 'https://prometheus.io/docs/operating/security/',
    requests: ({ routes }) => {
      const own = routes.filter(({ method, pattern }) => method === 'GET' && /metrics|prometheus/i.test(pattern));
      return [...new Set([...own.map(({ path }) => path), ...PATHS])].map((path) => ({ path }));
    },
    judge: ({ answers }) => together(answers.map(isPrivate)),
  },
];

function isPrivate(answer: ProbeAnswer): Verdict | Skip {
  if (answer.status === 429) return limited;
  const shown = isIn(answer, 2) && FIGURES.test(answer.text);
  return shown
    ? fail(`${statusOf(answer)} for ${answer.request.path}`)
    : pass(isIn(answer, 2) ? `${statusOf(answer)}, no figures` : statusOf(answer));
}
