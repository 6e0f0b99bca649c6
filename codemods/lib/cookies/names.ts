/** What a cookie is for, by its name: a login, something that pages have to read or that tells nothing, or anything else. */
export type Purpose = 'login' | 'open' | 'other';

const LOGIN =
  /sess|(^|[._\W-])s?sid\b|auth|token|jwt|login|logged|remember|identity|account|user_?id|credential|bearer/i;
const OPEN =
  /xsrf|csrf|theme|dark|prefs|preference|locale|lang|i18n|consent|gdpr|banner|time_?zone|\btz\b|currency|side_?bar|seen|dismiss|hint|colou?r|layout|view_?mode|utm|analytics|^_ga|visit|country|region|font|tour|notice|popup|redirect|return_?to|flash|message|pkce|nonce|public|state\b/i;

/** Judged by the cookie's name or, where that is computed, by how it is written; what it holds counts as well. */
export function purposeOf(name: string, value = ''): Purpose {
  if (OPEN.test(name)) return 'open';
  return LOGIN.test(name) || /token|jwt|session_?id|\bsid\b/i.test(value) ? 'login' : 'other';
}
