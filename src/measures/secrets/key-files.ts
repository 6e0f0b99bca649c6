import type { TextContext } from '../../types';
import { OTHER_FILES } from './hard-coded';

/** Files of keys by their names: what git ignores is not among the files of a project. */
export const KEY_FILES = /\.(pem|key|p8|ppk)$|(^|\/)id_(rsa|dsa|ecdsa|ed25519)$/i;
/** Of a machine that nobody else asks. */
const LOCAL = /localhost|self-?signed|snake-?oil|(^|[/.-])(dev(elopment)?|local|demo|examples?|samples?)([/.-]|$)/i;
const PRIVATE = /-----BEGIN (?:(?:RSA|DSA|EC|OPENSSH) )?PRIVATE KEY-----/;

/** Reports a private key that stands in a file of its own; one with a passphrase opens nothing without that. */
export function inKeyFile({ path, text, report }: TextContext): void {
  const found = PRIVATE.exec(text);
  if (!found || OTHER_FILES.test(path) || text.includes('Proc-Type: 4,ENCRYPTED')) return;
  report(found.index, found.index + found[0].length, {
    message: 'A private key is among the files: everybody with the code, or its history, has it, so a new one is due.',
    fix: 'manual',
    ...(LOCAL.test(path) ? { severity: 'low' } : {}),
    snippet: `git rm --cached ${path} # name it in .gitignore, and give the app a new one by its environment`,
  });
}
