/** The head of a loop over a name that is not declared there. */
const OVER = /\bfor\s*(?:await\s*)?\(\s*(?!(?:var|let|const)\b)[\w$]+\s+(?:in|of)\b/;
/** `==`, `!=`, `=>`, `<=` and `>=`, but not `<<=`: two characters, the `=`, and one more. */
const COMPARES = /^.?[=!]=|=[=>]$|^[^<]<=|^[^>]>=/s;
const NAME = /[\w$\u0080-\uffff]/;
const DECLARES = /\b(?:var|let|const)\s+$/;
/** The longest word that declares, and the spaces behind it that people write. */
const BEFORE = 24;

/**
 * Whether some name may be assigned in a text but where it is declared: members and declarations are most of what stands in
 * front of a `=`. Each of these is looked at, which is much faster than a pattern for all names.
 */
export function assignsNames(text: string): boolean {
  for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at + 1)) {
    if (!COMPARES.test(text.slice(Math.max(0, at - 2), at + 2)) && isAssigned(text, at)) return true;
  }
  return OVER.test(text);
}

/**
 * Whether a name of its own, and no declared one, stands in front of a `=`. One that is read first, `x += 1` and
 * `x = x || {}`, is declared or assigned somewhere else: otherwise that would throw.
 */
function isAssigned(text: string, equals: number): boolean {
  let end = equals;
  while (/\s/.test(text[end - 1] ?? '')) end -= 1;
  let start = end;
  while (NAME.test(text[start - 1] ?? '')) start -= 1;
  if (start === end || text[start - 1] === '.' || text[start - 1] === '#') return false;
  return (
    !DECLARES.test(text.slice(Math.max(0, start - BEFORE), start)) && !isRead(text, equals + 1, text.slice(start, end))
  );
}

function isRead(text: string, after: number, name: string): boolean {
  let at = after;
  while (/\s/.test(text[at] ?? '')) at += 1;
  return text.startsWith(name, at) && !NAME.test(text[at + name.length] ?? '');
}
