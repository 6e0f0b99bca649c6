import type { ProbeAnswer, ProbeRequest, ProbeTarget, Seen, Skip, Verdict } from '../../types/proof';
import { credentials, loginOf, NOBODY, to } from '../aim';
import { fail, isIn, pass, skip, statusOf } from '../expect';
import { wrongLogin } from './attacked';

const MARK = 'tmprmark';
/** Express indents JSON by this setting, which it looks up in a plain object: harmless, and seen from outside. */
const INHERITED = { 'json spaces': 7, [MARK]: MARK };

/** JSON.stringify leaves no way to an own key of this name. */
const withProto = (inherited: object): string => `{"__proto__":${JSON.stringify(inherited)}}`;

/**
 * Data as it is; a login that is wrong, one that is empty, and one whose credentials are inherited; keys that a careless
 * merge would give to all objects; and the data again.
 */
export function pollute(target: ProbeTarget): ProbeRequest[] | Skip {
  const route = loginOf(target);
  if (!route) return skip('no route takes a login');
  const data = { path: target.data ?? target.home };
  const json = { ...to(route), headers: { 'content-type': 'application/json' } };
  return [
    data,
    wrongLogin(route),
    { ...json, body: '{}' },
    { ...json, body: withProto(credentials(route, NOBODY)) },
    { ...json, body: withProto(INHERITED) },
    { ...json, body: `{"constructor":{"prototype":${JSON.stringify(INHERITED)}}}` },
    data,
  ];
}

/** Whether a key called `__proto__` changed anything. */
export function judgePollution({ answers, alive }: Seen): Verdict | Skip {
  const [before, wrong, empty, inherited] = answers as [ProbeAnswer, ProbeAnswer, ProbeAnswer, ProbeAnswer];
  const after = answers.at(-1)!;
  if (!alive || answers.some(({ status }) => status === 0)) return skip('it does not answer to such logins');
  if (!indented(before) && indented(after)) return fail('it changed all answers of the app');
  if (answers.some(({ text }) => text.includes(MARK))) return fail('what was inherited comes back');
  const alike = inherited.status === wrong.status && empty.status !== wrong.status;
  if (alike && !isIn(inherited, 5)) return fail(`${statusOf(inherited)}: inherited credentials are looked at`);
  return pass(`${statusOf(inherited)}, nothing changed`);
}

const indented = ({ text }: ProbeAnswer): boolean => /^[[{]\n {7}\S/.test(text);
