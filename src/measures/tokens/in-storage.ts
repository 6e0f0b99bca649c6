import type { TextContext } from '../../types';

/** `localStorage.setItem('token', …)`, `localStorage.jwt = …` in a page. */
const STORES =
  /\b(?:local|session)Storage\s*(?:\.\s*setItem\s*\(\s*['"`]([^'"`\n]+)['"`]|\.\s*(\w+)\s*=(?!=)|\[\s*['"`]([^'"`\n]+)['"`]\s*\]\s*=(?!=))/g;
const TOKEN = /token|jwt|auth|session_?id|credential/i;
const HARMLESS = /csrf|xsrf|push|device|fcm|theme|expir/i;

/** Reports tokens that a page keeps where every script can read them. */
export function inStorage({ text, report }: TextContext): void {
  for (const match of text.matchAll(STORES)) {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    if (!TOKEN.test(name) || HARMLESS.test(name)) continue;
    report(match.index, match.index + match[0].length, {
      message: `The page keeps "${name}" where every script that gets into it can read it.`,
      fix: 'manual',
      snippet: "res.cookie('token', token, { httpOnly: true, secure: true, sameSite: 'lax' }); // set by the server",
    });
  }
}
