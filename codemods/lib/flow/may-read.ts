import { ofLastText } from '../text';

/** A parameter with one of the names that say what it is: behind it stands the next one, its type, its default or the body. */
const NAMED = /\b_?(?:req|request)\s*[,)=:?/]/i;
/** What leads from the context around a request to what a client sent. */
const PART =
  '(?:req|request|query|params?|body|headers?|get|cookies|signedCookies|files?|parts|url|originalUrl|hostname|host|path|href|querystring|raw)\\b';
/** Much else is called a context: one of a request is asked for a part of it, directly … */
const CONTEXT = new RegExp(
  `\\b(?:ctx|context)\\b(?:\\s*[?!]?[\\s)]*\\??\\.\\s*${PART}|\\s*(?:\\?\\.)?\\[|\\s+as\\b|\\s*(?:\\|\\||\\?\\?))|\\bget(?:Signed)?Cookie\\(`,
  'i',
);
/** … when it is taken apart, or by another name. */
const HANDED_ON = /=\s*(?:await\s+)?(?:\{\s*\.\.\.\s*)?(?:ctx|context)\b/gi;
const PARTS_OF = new RegExp(`\\{[^{}]*\\b${PART}[^{}]*\\}\\s*$`, 'i');
/** A type that says so, wherever it stands in an annotation. */
const TYPED =
  /(?:Request|IncomingMessage|Context)\b(?<=(?:[:<|&,([{.]|\b(?:readonly|typeof|keyof|extends|is))\s*\w+)|@[A-Z]\w*\((?<=[(,]\s*@\w+\()/;
/** What passport and GraphQL hand over, and `context.switchToHttp().getRequest()`. */
const HANDED = /Local\w*Strategy|\bgetRequest\(|\bresolve['"]?\s*(?::|\([^()]*,[^()]*\)\s*(?::[^{;]*)?\{)/;
/** `async ({ body, params }, res) => …` */
const TAKEN_APART = /\}[^(){};]{0,200},\s*_?(?:res|resp|response|reply|rep|h)\s*[,)=:?/]/;
/** A function that is registered where it is written: `app.get('/users', (q, r) => …)`. */
const REGISTERED =
  /\.use\(|(?<!\bPromise)\.all\((?!\s*\[)|\.(?:get|post|put|patch|delete|del|head|options|route)\(\s*(['"`])(?:[/*:][^'"`]*)?\1\s*,[^;]*?(?:=>|\bfunction\b)/;
const PARTS = /\.\s*(?:body|query|params|headers|cookies|session|user|files?|get|header|ip|req)\b/;
const ANSWERED =
  /\.\s*(?:send|json|jsonp|render|redirect|status|sendStatus|sendFile|download|code|type|end|set|header)\b(?<=([\w$]+)\s*\.\s*\w+)/g;
/** A parameter that is not the first. */
const LATER = /[\w$}\])]\s*,\s*([\w$]+)\s*[,)=:?/]/g;

/** `const { query } = ctx;`, `const call = ctx; use(call.query);` */
const readsRenamed = (text: string): boolean =>
  [...text.matchAll(HANDED_ON)].some(({ index }) => {
    const before = text.slice(Math.max(0, index - 200), index);
    const name = /([\w$]+)\s*$/.exec(before)?.[1]?.replaceAll('$', '\\$');
    if (name === undefined) return PARTS_OF.test(before);
    return new RegExp(`(?<![\\w$])${name}\\s*\\??\\.\\s*${PART}`).test(text);
  });

/** `(q, r) => r.send(q.query.name)`: of one parameter parts are read, and with the next one it is answered. */
function readsAndAnswers(text: string): boolean {
  if (!PARTS.test(text)) return false;
  if (/\.\s*req\b/.test(text)) return true;
  const answering = new Set([...text.matchAll(ANSWERED)].map(([, name]) => name));
  return [...text.matchAll(LATER)].some(([, name]) => answering.has(name));
}

/**
 * Whether something of a request can be read in a file, by its text alone: false where `readRequest` finds nothing in any
 * of its expressions. Most files of a package get no request, and need not be parsed for rules about what clients send.
 */
export const mayReadRequest = ofLastText(
  (text) =>
    [NAMED, CONTEXT, TYPED, HANDED, TAKEN_APART, REGISTERED].some((pattern) => pattern.test(text)) ||
    readsRenamed(text) ||
    readsAndAnswers(text),
);
