import type { Project, Route } from '../../types';

/** What a provider of logins sends with a visitor: the fields of SAML, and of OpenID Connect with `form_post`. */
const FIELDS = /^(SAMLResponse|RelayState|id_token|code)$/;
const PATH = /\/(saml2?|acs|lti|callback)(\/|$)/i;

/**
 * Paths to which other sites send visitors with a form on purpose. Those prove by a signature, or by a state of their
 * own, that it was asked for. Calls of servers, webhooks say, need no exemption: they come without what browsers add.
 */
export function exemptPaths(project: Project): string[] {
  const found = project.routes.filter(isCalledBack).flatMap(({ path }) => path ?? []);
  return [...new Set(found.map((path) => path.replace(/:\w+/g, '*')))].filter(isPaths);
}

function isCalledBack({ method, path, reads }: Route): boolean {
  if (!/^(post|all)$/.test(method) || path === null) return false;
  return PATH.test(path) || reads.body.filter(({ name }) => FIELDS.test(name)).length > 1;
}

/** `/saml/acs`, and `*` in the place of one part. */
export const isPaths = (text: string): boolean =>
  text.split(',').every((each) => /^\s*(\/([\w.~-]+|\*))+\s*$/.test(each));
