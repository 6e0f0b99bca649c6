/** What names and values tell of secrets in source text. */
const SECRET_NAME =
  /secret|passw(or)?d|passphrase|private_?key|api_?key|access_?key|auth_?token|signing_?key|encryption_?key|crypto_?key|jwt_?key|cookie_?key|session_?key|hmac_?key/i;
const NOT_SECRET =
  /public|publish|expir|ttl|_?name$|issuer|audience|field|label|header|param|placeholder|message|error|_?ur[il]$|path|route|regex|pattern|hash|prompt|hint|title|text$|type$|min|max|length|rounds|column|input|form|page|view|template|subject|event|action|status|code$|id$|version|format|prefix|scope|grant|flow|policy|rules?$|schema|valid|required|invalid|missing|strength|visib|icon|class|selector|query|salt_?rounds|attempts|reset|forgot|wrong|change|update|confirm|verify/i;

/** Whether a property or variable of this name holds a secret: `dbPassword`, `JWT_SECRET`; not `passwordField`. */
export const isSecretName = (name: string): boolean =>
  SECRET_NAME.test(name) && !NOT_SECRET.test(name.replace(new RegExp(SECRET_NAME.source, 'gi'), ' '));

/** Names that hold a secret where the value looks random, too: `botToken`. */
const TOKEN_NAME = /(^|[a-z0-9_])(token|TOKEN|Token)$/;

/** What signs and encrypts on this side: of such a key a text to fill in, or a word that everybody tries, is as good as known. */
export const signs = (name: string): boolean =>
  /jwt|session|cookie|sign|crypt|csrf|hmac|refresh|^(app_?)?secret(_?key)?$/i.test(name);

/** What is no secret although it stands where one could: names, types, masks, paths, rules and keys of texts. */
const NOT_VALUE: RegExp[] = [
  /^.{0,3}$/s,
  /^(\*+|x+|\.+|-+|password|passwd|passwort|secret|string|text|number|boolean|required|hidden|undefined|null|none|true|false|bearer|basic|plaintext|unknown|redacted|\[redacted\]|\[filtered\])$/i,
  /^(var)?char(\(\d+\))?$|^text\b.*not null/i,
  /^process\.env|^import\.meta|[$%#@]?\{.*\}|^<.*>$|^%[sdo]$|^:\w+$|^\$\d+$/,
  /^[A-Z][A-Z_]+$|^[a-z]+(\.[a-z_]+)+$|^[a-z]\w*(:[a-z]\w*)+$|^[a-z]+_(password|secret|token|key)$/,
  /^\.{0,2}\/[\w\-./:]{0,38}$|^https?:\/\/[^@]*$/,
  // `username+password`
  /^[a-z]+([+|&,][a-z]+)+$/,
  // `password|api[_-]?key|token`, a part of a pattern.
  /^[a-z_[\]()?*+.\\^$-]+(\|[a-z_[\]()?*+.\\^$-]+){2,}$/i,
  /^(x-)?[a-z]+-(api-?key|token|secret|password)$|^x-[a-z-]+$/i,
  /^(required|min|max|string|nullable|sometimes|alpha\w*)(:\w+)?\|/,
  // What hashing gives is checked against, and opens nothing.
  /^\$(2[abxy]|argon2\w*|pbkdf2\S*|scrypt|5|6|y)\$/,
  /^v?\d+(\.\d+){1,3}(-[\w.]+)?$/,
  // What says where they are, and which of them: the keys of `app.keys`.
  /^(keys|passwords|secrets|tokens|credentials)$/,
  /^(sha\d*|md5|hs\d+|rs\d+|es\d+|aes-\d+-\w+|pbkdf2|bcrypt|argon2\w*)$/i,
  // Keys that others may see, and what only asks for one.
  /^(pk_(live|test)_|phc_|pk\.eyJ|ssh-(rsa|ed25519) |-----BEGIN (RSA )?PUBLIC KEY|-----BEGIN CERTIFICATE)/,
];

/** Texts for people: several words with a capital or a full stop, or one word without a digit that begins with a capital. */
const SENTENCE = /^\p{Lu}[\p{L}'’-]*$|^\p{Lu}.*\s|\s.*[.!?:…]$|\s(is|must|should|your|the|du|de|la|das|не)\s/u;
/** What is there to be replaced. */
const PLACEHOLDER =
  /^(your|my|some|any|enter|insert|add|put|replace|change|fill|todo|fixme|example|sample|dummy|fake|mock|placeholder|default|test|foo|bar|lorem|not[-_ ]?(set|defined|configured|used))([-_ ]|\b|[A-Z])|change.?(me|this|it)|replace.?(me|this)|placeholder|[-_ ]here$|^x{3,}|\.{3}$/i;

/** Of what signs, no name of a header or of a variable: `super-secret` is what tutorials write, and people keep. */
const WORD = /^[A-Za-z]+-secret$|^[a-z]+_secret$/;

/** From the documentation of frameworks, and copied from there into apps. */
const DOCUMENTED = /^(do not use this value|keyboard cat$|i'?m a newer secret)/i;

/** Whether the text may be a secret, where the name says that one stands here. */
export function isSecretValue(name: string, text: string): boolean {
  if (DOCUMENTED.test(text)) return true;
  const letters = (word: string): string => word.replace(/[^a-z]/gi, '').toLowerCase();
  const isWord = signs(name) && WORD.test(text);
  if ((!isWord && NOT_VALUE.some((pattern) => pattern.test(text))) || /\s{2,}|\n/.test(text)) return false;
  if (SENTENCE.test(text)) return false;
  if (isPlaceholder(text) && !signs(name)) return false;
  // The name of a cookie, or of what is kept in a session.
  if (/(session|cookie)_?key$/i.test(name) && /^[a-z.]*(id|sid|session|token|user|key|passport)$/i.test(text))
    return false;
  return letters(text) !== letters(name);
}

/** Words that everybody tries, where a service asks for a password. */
export const isCommonPassword = (text: string): boolean =>
  /^(password|passwd|secret|admin|root|postgres|mysql|test|changeme|toor)$/i.test(text);

/** A password that somebody thought of while trying: it looks like one to fill in, and works. */
export const isMadeUp = (text: string): boolean => /^(my|some|test|default)[a-z]*(pass|secret|pwd|\d)\w*$/i.test(text);

export const isPlaceholder = (text: string): boolean => PLACEHOLDER.test(text);

/** Whether a literal under this name is a secret. */
export const isSecret = (name: string, text: string): boolean =>
  isSecretName(name)
    ? isSecretValue(name, text)
    : TOKEN_NAME.test(name) && !NOT_SECRET.test(name) && isSecretValue(name, text) && isRandom(text);

/** Whether any literal under this name is one. */
export const mayBeSecret = (name: string): boolean =>
  isSecretName(name) || (TOKEN_NAME.test(name) && !NOT_SECRET.test(name)) || /^(pass|pwd)$/i.test(name);

/** Long, without spaces, letters and digits mixed, and no sign much more often than the others. */
function isRandom(text: string): boolean {
  if (text.length < 20 || !/^[\w+/=.~!@$%^&*-]+$/.test(text)) return false;
  return /\d/.test(text) && /[a-z]/i.test(text) && entropy(text) > 3.2;
}

/** Shannon's, in bits for each sign. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}

/** Whether a file may hold an address with a password. */
export const mayHoldCredentials = (text: string): boolean => /:\/\/[^\s:@/'"`]*:[^\s@/]+@/.test(text);

const ADDRESS = /^([a-z][a-z0-9+.-]*):\/\/([^\s:@/]*):([^\s@/]+)@\S*/i;

/** The scheme of an address with a password, `postgres://app:hunter2@db/app`; null without, and for forms to fill in. */
export function credentialsIn(text: string): string | null {
  const match = ADDRESS.exec(text);
  if (!match) return null;
  const [, scheme = '', user = '', password = ''] = match;
  const filledIn =
    !/^(pass(word|wd)?|secret|pwd|x+|\*+|<.*|\$.*|%.*|\{.*|\[.*|your.*|my_?pass\w*)$/i.test(password) &&
    !/^(<|\$|\{|\[|%|your)/i.test(user);
  return filledIn ? scheme.toLowerCase() : null;
}
