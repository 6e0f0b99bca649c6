/** What names and values tell of secrets in source text. */
const SECRET_NAME =
  /secret|passw(or)?d|passphrase|private_?key|api_?key|access_?key|auth_?token|signing_?key|encryption_?key|crypto_?key|jwt_?key|cookie_?key|session_?key/i;
const NOT_SECRET =
  /public|expir|ttl|_?name$|issuer|audience|field|label|header|param|placeholder|message|error|_?ur[il]$|path|route|regex|pattern|hash|prompt|hint|title|text$|type$|min|max|length|rounds|column|input|form|page|view|template|subject|event|action|status|code$|id$|version|format|prefix|scope|grant|flow|policy|rules?$|schema|valid|required|invalid|missing|strength|visib|icon|class|selector|query|salt_?rounds|attempts|reset|forgot|change|update|confirm|verify/i;

/** Whether a property or variable of this name holds a secret: `dbPassword`, `JWT_SECRET`; not `passwordField`. */
export const isSecretName = (name: string): boolean =>
  SECRET_NAME.test(name) && !NOT_SECRET.test(name.replace(new RegExp(SECRET_NAME.source, 'gi'), ' '));

/** What is no secret although it stands where one could: names, types, masks, paths, rules and keys of texts. */
const NOT_VALUE: RegExp[] = [
  /^.{0,3}$/s,
  /^(\*+|x+|\.+|-+|password|passwd|passwort|secret|string|text|number|boolean|required|hidden|undefined|null|none|true|false|bearer|basic|plaintext)$/i,
  /^(var)?char(\(\d+\))?$|^text\b.*not null/i,
  /^process\.env|^import\.meta|[$%#@]?\{.*\}|^<.*>$|^%[sdo]$|^:\w+$|^\$\d+$/,
  /^[A-Z][A-Z_]+$|^[a-z]+(\.[a-z_]+)+$|^[a-z]\w*(:[a-z]\w*)+$|^[a-z]+_(password|secret|token|key)$/,
  /^\.{0,2}\/[\w\-./:]{0,38}$|^https?:\/\/[^@]*$/,
  /^(x-)?[a-z]+-(api-?key|token|secret|password)$|^x-[a-z-]+$/i,
  /^(required|min|max|string|nullable|sometimes|alpha\w*)(:\w+)?\|/,
  // What hashing gives is checked against, and opens nothing.
  /^\$(2[abxy]|argon2\w*|pbkdf2\S*|scrypt|5|6|y)\$/,
  /^(sha\d*|md5|hs\d+|rs\d+|es\d+|aes-\d+-\w+|pbkdf2|bcrypt|argon2\w*)$/i,
];

/** Texts for people: several words with a capital or a full stop, or one word without a digit that begins with a capital. */
const SENTENCE = /^\p{Lu}[\p{L}'’-]*$|^\p{Lu}.*\s|\s.*[.!?:…]$|\s(is|must|should|your|the|du|de|la|das|не)\s/u;

/** Whether the text may be a secret, where the name says that one stands here. */
export function isSecretValue(name: string, text: string): boolean {
  const letters = (word: string): string => word.replace(/[^a-z]/gi, '').toLowerCase();
  if (NOT_VALUE.some((pattern) => pattern.test(text)) || /\s{2,}|\n/.test(text)) return false;
  if (SENTENCE.test(text)) return false;
  return letters(text) !== letters(name);
}

/** Tokens of well-known services tell themselves. */
export const isKnownToken = (text: string): boolean =>
  /^(sk_live_|rk_live_|AKIA[0-9A-Z]{16}$|ghp_\w{30}|gho_\w{30}|github_pat_\w{20}|glpat-[\w-]{20}|xox[baprs]-\d|-----BEGIN [A-Z ]*PRIVATE KEY|AIza[0-9A-Za-z_-]{35}$|SG\.[\w-]{16,}\.)/.test(
    text,
  );

/** `postgres://app:hunter2@db/app`; forms to fill in, `user:password@`, are none. */
export function hasCredentials(text: string): boolean {
  const match = /^[a-z][a-z0-9+.-]*:\/\/([^\s:@/]*):([^\s@/]+)@[^\s]+$/i.exec(text);
  if (!match) return false;
  const [, user = '', password = ''] = match;
  return !/^(pass(word)?|secret|pwd|x+|\*+|<.*>|\$.*|%.*|\{.*)$/i.test(password) && !/^(<|\$|\{)/.test(user);
}
