import type { Node } from '@babel/types';
import { answeredValues } from '../../../codemods/lib/access/answers';
import { inDevelopment } from '../../../codemods/lib/development';
import { functionName } from '../../../codemods/lib/function-name';
import { isFunction, literalText, memberName, propertyOf, unwrap } from '../../../codemods/lib/walk';
import type { Project, Report, RuleContext, Visitor } from '../../types';

type Call = Extract<Node, { type: 'CallExpression' }>;

/** Whether something has to hold first: what, only who runs the app knows. */
function isConditional(context: RuleContext, node: Node): boolean {
  const { module } = context;
  if (inDevelopment(module, node)) return true;
  for (let at = module.scopes.parents.get(node); at; at = module.scopes.parents.get(at))
    if (/^(IfStatement|ConditionalExpression|SwitchStatement|LogicalExpression)$/.test(at.type)) return true;
  return isCalledConditionally(context, node);
}

/** `if (config.docs) setupSwagger(app)`, in whatever file. */
function isCalledConditionally({ module, project }: RuleContext, node: Node): boolean {
  const name = functionName(module, module.scopes.functionAround(node));
  if (name === null || !/^\w+$/.test(name)) return false;
  const call = new RegExp(`\\bif\\s*\\([^{;]*\\)\\s*\\{?\\s*(await\\s+)?(this\\.)?${name}\\(`);
  return project.files.some(({ text }) => call.test(text));
}

/** `res.json(process.env)` */
export function environmentAnswered(context: RuleContext): Visitor {
  const { module } = context;
  const look = (node: Node): void => {
    for (const value of answeredValues(node)) {
      const inner = stringified(value);
      const text = module.text.slice(inner.start!, inner.end!);
      if (text !== 'process.env' || inDevelopment(module, node)) continue;
      context.report(value, {
        message: 'The whole environment is sent to the client, with its secrets.',
        fix: 'manual',
        snippet: 'res.json({ version: process.env.APP_VERSION }) // or take the route out',
      });
    }
  };
  return { CallExpression: look, AssignmentExpression: look };
}

/** What `JSON.stringify(x)` or `{ ...x }` shows. */
function stringified(value: Node): Node {
  const node = unwrap(value);
  if (node.type === 'CallExpression' && memberName(node.callee) === 'stringify' && node.arguments[0])
    return unwrap(node.arguments[0]);
  return node;
}

const DEBUG = /(^|\/)_{0,2}(debug|debugger|heapdump|dump|phpinfo|env|test|diagnostics?)(\/|$)/i;
const INSIDE =
  /process\.(memoryUsage|versions|report|resourceUsage)|\bv8\.|heapdump|\beval\(|os\.(networkInterfaces|userInfo|hostname)/;

/** Routes for trying things out that tell what the process is made of. */
export function debugRoutes(project: Project): Report[] {
  return project.routes.flatMap(({ path, handlers, guards, file, node }): Report[] => {
    const last = handlers.at(-1);
    if (path === null || !DEBUG.test(path) || guards.length > 0 || !last?.fn || !isFunction(last.fn)) return [];
    const module = project.moduleOf(last.fnFile ?? last.file);
    const text = module?.text.slice(last.fn.start!, last.fn.end!) ?? '';
    const own = project.moduleOf(file);
    if (!INSIDE.test(text) || (own && inDevelopment(own, node))) return [];
    const message = `${path} tells what the process is made of, to everybody.`;
    return [
      {
        file,
        node,
        message,
        severity: 'medium',
        fix: 'manual',
        snippet: `if (process.env.NODE_ENV !== 'production') …`,
      },
    ];
  });
}

/** Lists of the files in a folder: `serve-index`, `list: true` of Fastify's plugin. */
export function directoryListing(context: RuleContext): Visitor {
  const { module, resolver } = context;
  const found = (node: Node): void =>
    context.report(node, {
      message: 'Everybody is shown which files there are.',
      fix: 'manual',
      risk: 'behaviour',
      snippet: '// serve the files without a list of them',
    });
  return {
    CallExpression: (node: Call) => {
      if (
        /^(serve-index|koa-serve-index)$/.test(resolver.packageName(module, node.callee) ?? '') &&
        !inDevelopment(module, node)
      )
        found(node);
      const [plugin, options] = node.arguments;
      const list =
        plugin && options && memberName(node.callee) === 'register' ? propertyOf(options as Node, 'list') : null;
      if (list && list.type !== 'BooleanLiteral' && list.type !== 'ObjectExpression') return;
      if (list?.type === 'BooleanLiteral' && !list.value) return;
      if (list && /^@?fastify[/-]static$/.test(resolver.packageName(module, plugin!) ?? '')) found(list);
    },
  };
}

/** Pages that describe the API, and what lets everybody ask it about itself, in every environment. */
export function openDocs(context: RuleContext): Visitor {
  const { module, resolver } = context;
  return {
    CallExpression: (node: Call) => {
      const method = memberName(node.callee) ?? '';
      const name = resolver.packageName(module, node.callee) ?? '';
      const plugin =
        method === 'register' && node.arguments[0] ? (resolver.packageName(module, node.arguments[0]) ?? '') : '';
      const isDocs =
        name === 'swagger-ui-express#setup' ||
        name === '@nestjs/swagger#SwaggerModule#setup' ||
        name === '@hono/swagger-ui#swaggerUI' ||
        plugin === '@fastify/swagger-ui';
      if (!isDocs || isConditional(context, node)) return;
      context.report(node, {
        message: 'The description of the API is shown to everybody, in production as well.',
        fix: 'manual',
        risk: 'behaviour',
        snippet: `if (process.env.NODE_ENV !== 'production') …`,
      });
    },
    ObjectProperty: (node: Extract<Node, { type: 'ObjectProperty' }>) => {
      const name = node.key.type === 'Identifier' ? node.key.name : (literalText(node.key) ?? '');
      const isOn = node.value.type === 'BooleanLiteral' && node.value.value;
      if (!/^(introspection|playground|graphiql)$/.test(name) || !isOn || isConditional(context, node)) return;
      if (!/graphql|apollo|mercurius|yoga/i.test(context.file.text)) return;
      context.report(node, {
        message: `${name} is on in production as well: everybody is told all of the API.`,
        severity: 'low',
        fix: 'manual',
        risk: 'behaviour',
        snippet: `${name}: process.env.NODE_ENV !== 'production'`,
      });
    },
  };
}

/** `errorhandler`, which shows stacks and sources, in every environment. */
export function errorPages(context: RuleContext): Visitor {
  const { module, resolver } = context;
  return {
    CallExpression: (node: Call) => {
      const name = resolver.packageName(module, node.callee) ?? '';
      const parent = module.scopes.parents.get(node);
      const isUsed = parent?.type === 'CallExpression' && memberName(parent.callee) === 'use';
      if (name !== 'errorhandler' || !isUsed || isConditional(context, node)) return;
      context.report(node, {
        message: 'Stacks of errors are shown to everybody, in production as well.',
        fix: 'manual',
        risk: 'behaviour',
        snippet: `if (process.env.NODE_ENV === 'development') app.use(errorhandler());`,
      });
    },
  };
}
