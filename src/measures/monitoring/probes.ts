import type { HttpProbe, ProbeAnswer, ProbeMeta, Skip, Verdict } from '../../types/proof';
import { credentials, hasMeasure, loginOf, NOBODY, to } from '../aim';
import { fail, isIn, limited, pass, skip, statusOf, together } from '../expect';

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
  {
    kind: 'http',
    risk: 'flood',
    id: 'monitoring/counters',
    attack: 'Watch the figures while a login fails',
    proves: 'What happens is counted: requests by route, and events for the alerts.',
    client: true,
    cwe: 'CWE-778',
    reference: 'https://prometheus.io/docs/concepts/metric_types/#counter',
    requests: (target) => {
      const { metrics } = target.settings;
      if (metrics === undefined || !hasMeasure(target, 'monitoring'))
        return skip('the app keeps no figures that are ours to see');
      const figures = { path: '/metrics', headers: { authorization: `Bearer ${metrics}` } };
      const login = loginOf(target);
      const between = login ? { ...to(login), body: credentials(login, NOBODY) } : { path: target.home };
      return [figures, between, figures];
    },
    judge: ({ answers: [before, between, after] }) => {
      if (!isIn(before!, 2) || !isIn(after!, 2)) return fail(`${statusOf(after!)} for who has the token`);
      const rise = (name: string): number => total(after!.text, name) - total(before!.text, name);
      // The second look at the figures is counted when it is over: of the two, the first one is.
      if (rise('http_request_duration_seconds_count') < 2) return fail('requests are not counted');
      if (between!.request.method !== undefined && isIn(between!, 4) && rise('security_events_total') < 1)
        return fail(`${statusOf(between!)} for a login, not counted`);
      return pass('they move');
    },
  },
];

/** The sum of a counter over all its labels. */
function total(text: string, name: string): number {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

function isPrivate(answer: ProbeAnswer): Verdict | Skip {
  if (answer.status === 429) return limited;
  const shown = isIn(answer, 2) && FIGURES.test(answer.text);
  return shown
    ? fail(`${statusOf(answer)} for ${answer.request.path}`)
    : pass(isIn(answer, 2) ? `${statusOf(answer)}, no figures` : statusOf(answer));
}
