import type { HttpProbe, ProbeMeta, ProbeRequest, ProbeTarget, Seen, Skip, Verdict } from '../../types/proof';
import { credentials, hasMeasure, loginOf, NOBODY, to } from '../aim';
import { fail, pass, skip } from '../expect';

const OWASP = 'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html';
/** Each stands for a secret in one part of what clients send. */
const CANARIES = {
  'an Authorization header': 'tmprcanary1f3a9c',
  'a cookie': 'tmprcanary2b7d41',
  'a token in a query': 'tmprcanary3e05c8',
  'a password': 'tmprcanary4a6f12',
};
/** Tells the event of this attack from those of others. */
const AGENT = 'tempered-event-probe';

export const loggingProbes: (ProbeMeta & HttpProbe)[] = [
  {
    kind: 'http',
    risk: 'fatal',
    id: 'logging/secrets',
    attack: 'Find passwords and tokens in its log',
    proves: 'What clients prove themselves with stays out of the log.',
    cwe: 'CWE-532',
    reference: `${OWASP}#data-to-exclude`,
    requests: (target) => {
      const route = loginOf(target);
      const [bearer, cookie, token, password] = Object.values(CANARIES);
      const headers = { authorization: `Bearer ${bearer}`, cookie: `session=${cookie}` };
      const visits = [target.home, target.unknown()].map((path): ProbeRequest => ({
        path: `${path}?token=${token}`,
        headers,
      }));
      if (!route) return visits;
      const login = { ...to(route), path: `${route.path}?token=${token}`, headers };
      return [...visits, { ...login, body: credentials(route, NOBODY, password) }];
    },
    judge: ({ log }, { canaries }) => {
      if (log === null) return skip('the log of the app is not ours to see');
      if (canaries.some((canary) => log.includes(canary))) return fail('a secret of the app is in the log');
      const found = Object.entries(CANARIES).find(([, canary]) => log.includes(canary));
      return found ? fail(`${found[0]} is in the log`) : pass('none');
    },
  },
  {
    kind: 'http',
    risk: 'flood',
    id: 'logging/event',
    attack: 'Fail to log in, and look who noticed',
    proves: 'The security log has one event for one attack.',
    cwe: 'CWE-778',
    reference: 'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html',
    requests: (target) => {
      const route = loginOf(target);
      if (!route) return skip('no route takes a login');
      return [{ ...to(route), headers: { 'user-agent': AGENT }, body: credentials(route, NOBODY) }];
    },
    judge: judgeEvents,
  },
];

/** What an event is called that says less than is known of a failed login. */
const VAGUE = /"event":"(forbidden|token_rejected)"/;

/** Lines of JSON with the name of an event; other lines are the app's log of requests. */
function judgeEvents({ answers: [answer], log }: Seen, target: ProbeTarget): Verdict | Skip {
  if (log === null) return skip('the log of the app is not ours to see');
  const events = log
    .split('\n')
    .filter((line) => line.includes(AGENT) && /^\{.*"(event|eventName|event_type)"\s*:/.test(line.trim()));
  const generated = hasMeasure(target, 'logging');
  if (events.length === 0 && !generated) return skip('the app keeps no security log');
  if (events.length === 0 && (answer!.status === 0 || answer!.status === 404)) return skip('its login does not answer');
  if (generated && answer!.status === 401 && events.some((line) => VAGUE.test(line))) return fail('another event');
  return events.length === 1 ? pass('one event') : fail(`${events.length || 'no'} events for one attack`);
}
