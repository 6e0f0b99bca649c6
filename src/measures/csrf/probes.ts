import type { HttpProbe, ProbeAnswer, ProbeMeta, ProbeRequest, ProbeTarget, Skip, Verdict } from '../../types/proof';
import { asForm, checkedRoutes, credentials, loginOf, NOBODY, to } from '../aim';
import { type Cookie, cookiesOf, isAuthority } from '../cookies/cookies';
import { fail, isIn, limited, pass, skip, statusOf } from '../expect';

export const csrfProbes: (ProbeMeta & HttpProbe)[] = [
  {
    kind: 'http',
    risk: 'fatal',
    id: 'csrf/foreign-form',
    attack: 'Send a form from a hostile page',
    proves: 'A form of another site is refused, or comes without the cookie that would give it authority.',
    cwe: 'CWE-352',
    reference: 'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
    requests: (target) => {
      if (target.answers['csrf.mode'] === 'observe') return skip('the check only watches (csrf.mode=observe)');
      const cookie = authority(target);
      const form = formOf(target);
      if (!cookie) return skip('no cookie that stands for a login was seen');
      if (!form) return skip('no route takes a login or a body that is checked');
      const { settings } = target;
      return [settings.home ?? 'https://app.invalid', settings.foreign].map((origin) => ({
        ...form,
        headers: {
          ...form.headers,
          cookie: `${cookie.name}=${cookie.value}`,
          origin,
          'sec-fetch-site': origin === settings.foreign ? 'cross-site' : 'same-origin',
        },
      }));
    },
    judge: ({ answers: [own, foreign] }, target) => {
      const sameSite = authority(target)?.attributes.get('samesite') ?? '';
      if (/^(lax|strict)$/i.test(sameSite)) return pass(`the cookie stays away: SameSite=${sameSite}`);
      return refusesForeign(own!, foreign!);
    },
  },
];

/** A cookie that stands for a login; where all that carries one is checked, any will do. */
const authority = ({ looked, answers }: ProbeTarget): Cookie | undefined =>
  looked.flatMap(cookiesOf).find(isAuthority) ?? (answers['csrf.mode'] === 'enforce' ? ANY : undefined);

const ANY: Cookie = { name: 'session', value: 'of-a-visitor', attributes: new Map() };

function formOf(target: ProbeTarget): ProbeRequest | null {
  const login = loginOf(target);
  if (login) return { ...to(login), ...asForm(credentials(login, NOBODY)) };
  const [route] = checkedRoutes(target);
  return route ? { ...to(route), ...asForm({}) } : null;
}

/** A token that the form lacks is a refusal as well, of the own form too. */
function refusesForeign(own: ProbeAnswer, foreign: ProbeAnswer): Verdict | Skip {
  if (foreign.status === 429) return limited;
  if (foreign.status === 403 || foreign.status === 419) return pass(`${statusOf(foreign)}, refused`);
  if (isIn(foreign, 4) && foreign.status !== own.status) return pass(`${statusOf(foreign)}, refused`);
  return fail(`${statusOf(foreign)}, as its own form`);
}
