import type { Node } from '@babel/types';
import type { Flow } from '../../../codemods/lib/flow/flow';
import type { RequestRead } from '../../../codemods/lib/flow/request';
import { isValidator } from '../../../codemods/lib/validators';
import { frameworkOf } from '../../frameworks/index';
import type { Project } from '../../types';
import { oncePerProject } from '../once';

/** What of a request can be an object in this project, where a text is expected. */
interface Objects {
  body: boolean;
  query: boolean;
  cookies: boolean;
  /** Something takes operators out of everything that clients send. */
  guarded: boolean;
}

/** Whether what was read may be an object with operators: `{ "$ne": null }`. */
function mayBeObject(project: Project, { part }: RequestRead): boolean {
  const objects = objectsOf(project);
  if (objects.guarded) return false;
  return part === 'body' ? objects.body : part === 'query' ? objects.query : part === 'cookies' && objects.cookies;
}

const objectsOf = oncePerProject((project): Objects => {
  const { manifest, framework } = project;
  const texts = textsOf(project);
  const has = (pattern: RegExp): boolean => texts.some((text) => pattern.test(text));
  const { server } = framework;
  const nested = frameworkOf(server.id).request.nested ?? [];
  // Nest's pipe holds what is handed over against the class that the parameter has.
  const held = 'class-validator' in manifest.dependencies && has(/\bValidationPipe\(/);
  return {
    // Forms alone are texts, unless brackets in their names make objects.
    body:
      !frameworkOf(framework.id).request.parsers ||
      has(
        /(?:express|[pP]arser)(?:['"`]\))?\.json\(|(?<![.\w])json\(|[pP]arser\(\)|extended:\s*true|express-fileupload|formidable|multer|express-graphql|apollo/,
      ) ||
      (nested.includes(server.major) && has(/urlencoded\(\s*\)/)),
    query: nested.includes(server.major) || has(/['"]query parser['"],\s*(['"]extended|\(|\w+\.)|koa-qs|\bqs\.parse\b/),
    cookies: manifest.dependencies['cookie-parser'] !== undefined,
    guarded: (held && frameworkOf(framework.id).decorators !== undefined) || has(TAKES_OUT) || has(OURS),
  };
});

/** What the app loads; all sources where none was found. */
function textsOf({ files, withoutApp, scan }: Project): string[] {
  if (withoutApp === null) return files.map(({ text }) => text);
  const { sources, read } = scan();
  return sources.flatMap((path) => read(path) ?? []);
}

/** Packages and settings that take operators out of what clients send; our own guard, where it refuses. */
const TAKES_OUT =
  /['"](express|koa)-mongo-sanitize|['"]mongo-sanitize|fastify-mongodb-sanitizer|['"]?sanitizeFilter['"]?\s*[,:]\s*true/;
const OURS = /hasOperators\([^]*'invalid_keys'/;

/** Whether something looks at all that clients send, whoever wrote it. */
export const hasGuard = ({ files }: Project): boolean =>
  files.some(({ text, generated }) => !generated && TAKES_OUT.test(text));

/** What of a request a value is, where it may be an object: neither checked nor made a text. */
export function objectRead(project: Project, flow: Flow, node: Node): RequestRead | null {
  const read = flow.read(node);
  return read && mayBeObject(project, read) && !flow.isText(node) && !isValidated(project, flow, node) ? read : null;
}

/** Whether a schema says what the handler is given before it is called, or the handler asks a validator itself. */
function isValidated(project: Project, flow: Flow, node: Node): boolean {
  const known = validatedHandlers(project);
  const { scopes, text } = flow.module;
  let fn = scopes.functionAround(node);
  for (; fn.type !== 'Program'; fn = scopes.functionAround(fn))
    if (known.has(fn) || text.slice(fn.start!, fn.end!).includes('validationResult(') || isBehindValidator(flow, fn))
      return true;
  return false;
}

/** `router.get('/', validate(schema), handler)`, also where the app is not known that has the router. */
function isBehindValidator({ module, resolver }: Flow, fn: Node): boolean {
  const call = module.scopes.parents.get(fn);
  if (call?.type !== 'CallExpression') return false;
  const before = call.arguments.slice(0, call.arguments.indexOf(fn as never));
  return before.some((each) => each.type === 'CallExpression' && isValidator(resolver, module, each));
}

const validatedHandlers = oncePerProject(({ routes }): Set<Node> => {
  const checked = routes.filter(({ reads }) => reads.validated);
  return new Set(checked.flatMap(({ handlers }) => handlers.flatMap(({ fn }) => fn ?? [])));
});
