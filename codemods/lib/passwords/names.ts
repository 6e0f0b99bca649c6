import { ofLastText } from '../text';

/** A name word by word: `newUserPassword2` is new, user, password, 2. */
export const wordsOf = (name: string): string[] =>
  (name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? []).map((word) => word.toLowerCase());

const PASSWORD = /^(password|passwd|passwort|pwd|pass|psw|passphrase|passcode|senha|contrasena|pw)$/;
/** What may stand behind: `passwordPlain`, `password2`. */
const KIND = /^(plain|text|raw|input|str|string|value|buffer|bytes|hash|hashed|digest|encrypted|\d+)$/;
const HASHED = /^(hash|hashed|digest|encrypted|crypted|salted|md5|sha1|sha256|bcrypt|enc)$/;
/** Words that make it something else: a flag, a text, a token, the second field of a form. */
const OTHER =
  /^(token|reset|forgot|is|has|should|show|hide|min|max|length|error|errors|msg|message|policy|strength|confirm|confirmation|confirmed|repeat|repeated|again|retype|verify|changed|expires|hint|field|label|placeholder|link|url|email|rules|regex|pattern|db|database|smtp|redis|ftp|proxy|key|file|path|salt)$/;

/** Whether something of that name is a password, hashed or not: `password`, `newPwd`, `user_pass`, `hashed_password`. */
export function isPasswordName(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => OTHER.test(word))) return false;
  while (words.length > 1 && KIND.test(words.at(-1)!)) words.pop();
  return PASSWORD.test(words.at(-1) ?? '');
}

/** One that has not been hashed yet, as far as its name says. */
export const isPlainName = (name: string): boolean =>
  isPasswordName(name) && !wordsOf(name).some((word) => HASHED.test(word));

/** Whether a file calls something a password, or a function by what it does with them, by its text alone. */
export const mayNamePasswords = ofLastText((text) =>
  [...text.matchAll(/(?:pass|pwd|psw|pw|senha|contrasena)[\w$]*(?<=([\w$]+))/gi)].some(
    ([, name]) =>
      /user_?pass/i.test(name!) || isPasswordName(name!) || checksPasswords(name!) || hashesPasswords(name!),
  ),
);

const HASHES = /^(hash|hashed|encrypt|encryption|encode|digest|crypt|generate|make|create|set|secure)$/;
const CHECKS = /^(compare|check|verify|validate|valid|match|matches|authenticate|same|correct|test)$/;

/** `hashPassword`, `encrypt_pwd` */
export const hashesPasswords = (name: string): boolean =>
  isPasswordName(name) && wordsOf(name).some((word) => HASHES.test(word));

/** `comparePassword`, `isValidPassword`: functions, of which the words that name flags mean something else. */
export function checksPasswords(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => /^(confirm|confirmation|repeat|strength|policy|token|rules)$/.test(word))) return false;
  return words.some((word) => PASSWORD.test(word)) && words.some((word) => CHECKS.test(word));
}

/** Where the client's second entry of the same password is: what is compared with it is no stored one. */
export const isRepeated = (name: string): boolean =>
  /confirm|repeat|again|retype|verif|re_?enter|^(re|c|v)_?p(ass|w)|second|p(ass(word|wd)?|wd|w)_?2$/i.test(name);
