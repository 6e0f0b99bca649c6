import { type ErrorLeak, errorLeaks, leaksAt, mayLeak } from '../../../codemods/lib/error-leaks';
import { memberName, walk } from '../../../codemods/lib/walk';
import type { Module } from '../../../codemods/lib/resolve';
import type { Node } from '@babel/types';
import { frameworkOf } from '../../frameworks/index';
import type { Middleware, Project, Report, Rule } from '../../types';
import { oncePerProject } from '../once';
import { isGenerated } from '../place';
import { scanned } from '../scanned';
import { isToldToAdmins } from './admins';

/** What files that send anything have in them. */
const SENDING = [
  '.send(', '.json(', '.jsonp(', '.render(', '.end(', '.write(', '.redirect(', '.text(', '.html(', '.body', '.locals',
  'Exception(', 'return {',
]; // prettier-ignore

export const errorRules: Rule[] = [
  {
    id: 'errors/missing-handler',
    severity: 'medium',
    cwe: 'CWE-209',
    owasp: 'A10:2025 Mishandling of Exceptional Conditions',
    fixed: 'always',
    summary: 'Nothing answers errors but the framework, which shows stacks outside production.',
    check: (project) =>
      project.middleware.some(({ errorHandler, onApp, path }) => errorHandler && onApp && path === '/') ||
      answersAtTheEnd(project) ||
      handlesInClass(project)
        ? []
        : [missing(project)],
  },
  {
    id: 'errors/leak',
    severity: 'medium',
    cwe: 'CWE-209',
    owasp: 'A10:2025 Mishandling of Exceptional Conditions',
    fixed: 'sometimes',
    // A client may show the message.
    risk: 'behaviour',
    summary: 'Messages or stacks of errors are sent to clients.',
    keywords: SENDING,
    worth: mayLeak,
    create: ({ module, project, report }) => {
      const throwing = throwingIn(project);
      const seen = new Set<Node>();
      const look = (node: Node): void => {
        for (const { node: leak, error, mendable } of leaksAt(module, node, throwing)) {
          const place = choiceAround(module, leak, node);
          if (seen.has(place)) continue;
          seen.add(place);
          report(leak, {
            message: 'Details of an error are sent to the client.',
            fix: mendable ? 'automatic' : 'manual',
            snippet: `publicMessage(${error})`,
            ...(isToldToAdmins(project, module, leak) ? { severity: 'low' as const } : {}),
          });
        }
      };
      return { CallExpression: look, AssignmentExpression: look, NewExpression: look, ReturnStatement: look };
    },
  },
  {
    id: 'errors/late-handler',
    severity: 'medium',
    cwe: 'CWE-755',
    owasp: 'A10:2025 Mishandling of Exceptional Conditions',
    fixed: 'never',
    summary: 'Routes in front of the error handler are outside of what it catches.',
    check: late,
  },
  {
    id: 'errors/early-handler',
    severity: 'medium',
    cwe: 'CWE-755',
    owasp: 'A10:2025 Mishandling of Exceptional Conditions',
    fixed: 'never',
    summary: 'Routes behind the error handler do not reach it.',
    check: early,
  },
];

/** `e instanceof Error ? e.message : String(e)` is one leak, whichever of both is sent; without one, what is given. */
function choiceAround({ scopes: { parents } }: Module, leak: Node, sending: Node): Node {
  let choice = leak;
  for (let at = parents.get(leak); at && at !== sending && isPartOfText(at); at = parents.get(at))
    if (at.type === 'ConditionalExpression') choice = at;
  return choice;
}

const isPartOfText = ({ type }: Node): boolean =>
  /^((Optional)?MemberExpression|CallExpression|ConditionalExpression|TS(As|NonNull)Expression)$/.test(type);

/** Handlers of routing-controllers are classes, which it finds by itself. */
function handlesInClass(project: Project): boolean {
  if (project.manifest.dependencies['routing-controllers'] === undefined) return false;
  const { sources, read } = project.scan();
  return sources.some((path) => read(path)?.includes('implements ExpressErrorMiddlewareInterface'));
}

/** Less is to be feared where the framework itself hides what went wrong. */
function missing(project: Project): Report {
  const {
    framework,
    app: { file, node },
  } = project;
  const { hidesErrors } = frameworkOf(framework.id);
  const message = `No error handler is mounted${hidesErrors ? `: ${hidesErrors}` : ''}.`;
  const isLow = hidesErrors || mountsElsewhere(project);
  return { file, node, message, fix: 'automatic', ...(isLow ? { severity: 'low' } : {}) };
}

/** An app of its own for each tenant, say, of which the model does not know, has one by its name. */
const mountsElsewhere = ({ files, middleware }: Project): boolean =>
  files.some(({ path, text, generated, reachable }) => {
    const name = reachable && !generated ? /\.use\(\s*(\w*error_?handler\w*)\b/i.exec(text)?.[1] : undefined;
    const isKnown = ({ file, argument, onApp }: Middleware): boolean =>
      onApp && file === path && text.slice(argument.start!, argument.end!).startsWith(name!);
    return name !== undefined && !middleware.some(isKnown);
  });

/** Ours stands in no chain: it takes the place of the framework's last step. */
const answersAtTheEnd = (project: Project): boolean =>
  project.files.some(
    ({ path, text }) => isGenerated(project, path) && /function mountError(Handler|Filter)\b/.test(text),
  );

/** The user's own handlers for errors of the whole app. */
export const ownErrorHandlers = (project: Project): Middleware[] =>
  project.middleware.filter(
    ({ errorHandler, onApp, file, path }) => errorHandler && onApp && path === '/' && !isGenerated(project, file),
  );

/** Methods that take an error as if it were thrown. */
export const throwingIn = ({ chain }: Project): string[] => (chain['throwing'] ?? []) as string[];

/** The user's files that send details of errors to clients. */
export const leakingFiles = oncePerProject((project): { file: string; leaks: ErrorLeak[] }[] =>
  scanned(project, (text) => SENDING.some((word) => text.includes(word))).flatMap(({ file, module }) => {
    const leaks = errorLeaks(module, throwingIn(project));
    return leaks.length > 0 ? [{ file, leaks }] : [];
  }),
);

/** One that catches what the rest of the chain throws has to stand in front of it. */
function late(project: Project): Report[] {
  const registering = (project.chain['register'] ?? []) as string[];
  const [first] = project.chain['catches']
    ? // What takes the place of the framework's last step stands in no chain: `app.context.onerror = …`.
      ownErrorHandlers(project).filter(
        ({ node }) => 'callee' in node && registering.includes(memberName(node.callee as Node) ?? ''),
      )
    : [];
  if (!first || !project.routes.some(({ order }) => order < first.order)) return [];
  const { file, node } = first;
  const message = 'Routes are registered in front of the error handler.';
  return [{ file, node, message, fix: 'manual', snippet: 'Move it in front of the first route.' }];
}

/** Error handlers that stand in the chain are taken in order: what is registered later is not covered. */
function early(project: Project): Report[] {
  if (project.chain['catches']) return [];
  const anywhere = (project.chain['errors'] ?? []) as string[];
  const handlers = project.middleware.filter(
    ({ errorHandler, onApp, path, node, file }) =>
      errorHandler &&
      onApp &&
      path === '/' &&
      !isGenerated(project, file) &&
      !anywhere.includes(('callee' in node && memberName(node.callee as Node)) || ''),
  );
  const last = handlers.at(-1);
  // A last route for everything answers what no other one did: it may stand behind.
  const behind =
    last && project.routes.find(({ order, path }) => order > last.order && path !== null && !path.includes('*'));
  if (!last || !behind) return [];
  let registers = false;
  walk(last.node, (node) => {
    if (node === behind.node) registers = true;
  });
  return registers
    ? []
    : [
        {
          file: last.file,
          node: last.node,
          message: 'Routes are registered behind the error handler.',
          fix: 'manual',
          snippet: 'Move it behind the last route.',
        },
      ];
}
