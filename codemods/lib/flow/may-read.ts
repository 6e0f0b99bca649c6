import type { Module } from '../resolve';
import { ofLastText } from '../text';
import { someFunction } from '../walk';
import { isRequestParameter } from './handlers';

/** A parameter with one of the names that say what it is: behind it stands the next one, its type, its default or the body. */
const NAMED = /req(?:uest)?\s*[,)=:?/](?<=\b_?req(?:uest)?\s*.)/i;
/** What leads from the context around a request to what a client sent. */
const PART =
  '(?:req|request|query|params?|body|headers?|get|cookies|signedCookies|files?|parts|url|originalUrl|hostname|host|path|href|querystring|raw)\\b';
/** Much else is called a context: one of a request is asked for a part of it, directly … */
const ASKED_FOR_PART = `(?:\\s*[?!]?[\\s)]*\\??\\.\\s*${PART}|\\s*(?:\\?\\.)?\\[|\\s+as\\b|\\s*(?:\\|\\||\\?\\?))`;
const CONTEXT = new RegExp(`\\b(?:ctx|context)\\b${ASKED_FOR_PART}|\\bget(?:Signed)?Cookie\\(`, 'i');
/** … when it is taken apart, or by another name. */
const HANDED = '=\\s*(?:await\\s+)?(?:\\{\\s*\\.\\.\\.\\s*)?';
const HANDED_ON = new RegExp(`${HANDED}(?:ctx|context)\\b`, 'gi');
const PARTS_OF = new RegExp(`\\{[^{}]*\\b${PART}[^{}]*\\}\\s*$`, 'i');
/** Where a type is written: behind a colon, among the arguments of another type, or asserted. */
const AS_TYPE =
  '(?:[:<|&=]|\\b(?:readonly|typeof|keyof|extends|is|as)\\s|[:<][\\w\\s.$<>|&,[\\]\'"]{0,200}[,[(])\\s*(?:[\\w$]+\\s*\\.\\s*)*\\w*';
/** A type that says so, and what decorators hand over. */
const TYPED = new RegExp(`(?:Request|IncomingMessage)\\b(?<=${AS_TYPE})`);
const DECORATED = /@(?:Body|Query|Param|Req(?:uest)?|Headers|Cookies|UploadedFiles?)\b/;
/** Types of contexts are as many as contexts; not what is called so itself, and the name of what has the type, if it has one. */
const TYPED_CONTEXT = new RegExp(
  `Context\\b(?<=\\b(?:[A-Z]\\w*)?Context)(?<=${AS_TYPE})(?<=(?:([\\w$]+)\\s*[?!]?\\s*:\\s*(?:[\\w$]+\\s*\\.\\s*)*\\w*)?)`,
  'g',
);
const ASKED = new RegExp(`[.{,]\\s*${PART}`);
/** What passport and GraphQL hand over, and `context.switchToHttp().getRequest()`. */
const GIVEN = /Local\w*Strategy|\bgetRequest\(/;
const RESOLVES = /\bresolve['"]?\s*(?::|\([^()]*,[^()]*\)\s*(?::[^{;]*)?\{)/;
const TYPE_OF_FIELD = /\btype['"]?\s*[:,(]/;
/** `async ({ body, params }, res) => …` */
const TAKEN_APART = /,\s*_?(?:res|resp|response|reply|rep|h)\s*[,)=:?/](?<=\}[^(){};]{0,200},\s*\w+\s*.)/;
/** A function that is registered where it is written: `app.get('/users', (q, r) => …)`. */
const REGISTERED =
  /\.use\(|\.(?:all|get|post|put|patch|delete|del|head|options|route)\(\s*(['"`])(?:[/*:][^'"`]*)?\1\s*,[^;]*?(?:=>|\bfunction\b)/;
const PARTS = /\.\s*(?:body|query|params|headers|cookies|session|user|files?|get|header|ip)\b(?<=([\w$]+)\s*\.\s*\w+)/g;
const ANSWERED =
  /\.\s*(?:send|json|jsonp|render|redirect|status|sendStatus|sendFile|download|code|type|end|set|header)\b(?<=([\w$]+)\s*\.\s*\w+)/g;
/** The second of two parameters in a row, and what the first one may be: its type or its default may stand between them. */
const SECOND = /,\s*([\w$]+)(?=\s*[,)=:?/])/g;
const FIRST = /([\w$]+)\s*(?:[?:=/]|$)/g;

/** `const { query } = ctx;`, `const call = ctx; use(call.query);` */
const readsRenamed = (text: string): boolean =>
  /ctx|context/i.test(text) &&
  [...text.matchAll(HANDED_ON)].some(({ index }) => {
    const before = text.slice(Math.max(0, index - 200), index);
    const name = /([\w$]+)\s*$/.exec(before)?.[1]?.replaceAll('$', '\\$');
    if (name === undefined) return PARTS_OF.test(before);
    return new RegExp(`(?<![\\w$])${name}\\s*\\??\\.\\s*${PART}`).test(text);
  });

/** What is typed as a context, by its name; without one, it may be anything. */
const isAsked =
  (text: string) =>
  (name: string | undefined): boolean => {
    if (name === undefined) return true;
    const own = name.replaceAll('$', '\\$');
    return new RegExp(`(?<![\\w$])${own}(?![\\w$])${ASKED_FOR_PART}|${HANDED}${own}(?![\\w$])`).test(text);
  };

/** `(q, r) => r.send(q.query.name)`: of one parameter parts are read, and with the next one it is answered. */
function readsAndAnswers(text: string): boolean {
  if (/\.\s*req\b/.test(text)) return true;
  const read = namesIn(text, PARTS);
  const answering = read.size > 0 ? namesIn(text, ANSWERED) : read;
  if (answering.size === 0) return false;
  for (const { 1: next, index } of text.matchAll(SECOND))
    if (answering.has(next!) && firstBefore(text, index).some((name) => read.has(name))) return true;
  return false;
}

function firstBefore(text: string, end: number): string[] {
  const before = text.slice(Math.max(0, end - 300), end);
  const [since] = /[^();]*$/.exec(before)!;
  return [...since.matchAll(FIRST)].map(([, name]) => name!);
}

const namesIn = (text: string, pattern: RegExp): Set<string> =>
  new Set([...text.matchAll(pattern)].map(([, name]) => name!));

/**
 * Whether something of a request can be read in a file, by its text alone: false where `readRequest` finds nothing in any
 * of its expressions. Most files of a package get no request, and need not be parsed for rules about what clients send.
 */
export const mayReadRequest = ofLastText(
  (text) =>
    [NAMED, CONTEXT, TYPED, DECORATED, GIVEN, TAKEN_APART, REGISTERED].some((pattern) => pattern.test(text)) ||
    (ASKED.test(text) && [...new Set([...text.matchAll(TYPED_CONTEXT)].map(([, name]) => name))].some(isAsked(text))) ||
    (RESOLVES.test(text) && TYPE_OF_FIELD.test(text)) ||
    readsRenamed(text) ||
    readsAndAnswers(text),
);

/** The same by the tree: whether a function of the file is given a request, or something else hands over what clients send. */
export function isGivenRequests(module: Module): boolean {
  const { ast, text } = module;
  if (GIVEN.test(text) || RESOLVES.test(text)) return true;
  return someFunction(ast.program, (declaration) =>
    declaration.params.some((parameter, index) => {
      const given = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
      const identifier = given.type === 'AssignmentPattern' ? given.left : given;
      const isDecorated = [parameter, identifier].some((each) => 'decorators' in each && each.decorators?.length);
      return isDecorated || isRequestParameter(module, { declaration, index, identifier, path: [] });
    }),
  );
}
