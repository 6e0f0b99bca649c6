import type { Node } from '@babel/types';
import { answeredValues } from '../../../codemods/lib/access/answers';
import { inDevelopment } from '../../../codemods/lib/development';
import { isFunction, literalText, memberName, propertyOf, unwrap } from '../../../codemods/lib/walk';
import type { Project, Report, RuleContext, Visitor } from '../../types';
import { isConditional } from './conditional';

type Call = Extract<Node, { type: 'CallExpression' }>;

/** `res.json(process.env)` */
export function environmentAnswered(context: RuleContext): Visitor {
  const { module } = context;
  const look = (node: Node): void => {
    for (const value of answeredValues(module, node)) {
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

const DEBUG =
  /(^|\/)_{0,2}(debug|debugger|heap-?dump|heap(-?snapshot)?|dump|phpinfo|(server|system|sys)-?info|env|test|inspect(or)?|profiler|diagnostics?|eval)(\/|$)/i;
const INSIDE =
  /process\.(memoryUsage|versions|report|resourceUsage|argv|execArgv)|\bv8\.|heapdump|HeapSnapshot|\beval\(|\binspector\.(open|Session)|os\.(networkInterfaces|userInfo|hostname)/;

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

/** Packages that list the files of a folder unless they are told not to: where their options stand, and those that say so. */
const LISTS: Record<string, { at: number; options: string[] }> = {
  'serve-handler': { at: 2, options: ['directoryListing'] },
  ecstatic: { at: 0, options: ['showDir', 'autoIndex'] },
};

/** Whether the call is of such a package, and no option of it is written; what a variable holds is not followed. */
function listsUnasked({ module, resolver }: RuleContext, { callee, arguments: given }: Call): boolean {
  const lists = LISTS[resolver.packageName(module, callee) ?? ''];
  if (!lists || given.length < lists.at) return false;
  const written = given[lists.at];
  if (!written) return true;
  if (written.type !== 'ObjectExpression' || written.properties.some(({ type }) => type === 'SpreadElement'))
    return false;
  return lists.options.every((option) => propertyOf(written, option) === null);
}

/** Lists of the files in a folder: `serve-index`, `serve-handler`, `list: true` of Fastify's plugin. */
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
      if (listsUnasked(context, node) && !inDevelopment(module, node)) found(node);
      const [plugin, options] = node.arguments;
      const list =
        plugin && options && memberName(node.callee) === 'register' ? propertyOf(options as Node, 'list') : null;
      if (list && list.type !== 'BooleanLiteral' && list.type !== 'ObjectExpression') return;
      if (list?.type === 'BooleanLiteral' && !list.value) return;
      if (list && /^@?fastify[/-]static$/.test(resolver.packageName(module, plugin!) ?? '')) found(list);
    },
  };
}

/** Functions whose call makes such a page. */
const DOCS =
  /^(swagger-ui-express#setup|@nestjs\/swagger#SwaggerModule#setup|@hono\/swagger-ui#swaggerUI|koa2-swagger-ui(#koaSwagger)?|redoc-express|@scalar\/[\w-]+-api-reference#(apiReference|Scalar)|graphql-playground-middleware(-\w+)?(#default)?|altair-(express|koa)-middleware(#\w+)?|graphql-voyager\/middleware#\w+|@apollo\/server\/plugin\/landingPage\/default#ApolloServerPluginLandingPageLocalDefault|@?apollo-server-core#ApolloServerPluginLandingPage(GraphQLPlayground|LocalDefault))$/;
const DOCS_PLUGINS = /^(@fastify\/swagger-ui|@scalar\/fastify-api-reference|altair-fastify-plugin)$/;

/** Pages that describe the API, and what lets everybody ask it about itself, in every environment. */
export function openDocs(context: RuleContext): Visitor {
  const { module, resolver } = context;
  return {
    CallExpression: (node: Call) => {
      const method = memberName(node.callee) ?? '';
      const name = resolver.packageName(module, node.callee) ?? '';
      const plugin =
        method === 'register' && node.arguments[0] ? (resolver.packageName(module, node.arguments[0]) ?? '') : '';
      const isDocs = DOCS.test(name) || DOCS_PLUGINS.test(plugin);
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

/** `errorhandler`, which shows stacks and sources, and `app.set('env', 'development')`, in every environment. */
export function errorPages(context: RuleContext): Visitor {
  const { module, resolver } = context;
  const found = (node: Node): void =>
    context.report(node, {
      message: 'Stacks of errors are shown to everybody, in production as well.',
      fix: 'manual',
      risk: 'behaviour',
      snippet: `if (process.env.NODE_ENV === 'development') app.use(errorhandler());`,
    });
  return {
    CallExpression: (node: Call) => {
      if (setsDevelopment(node) && !isConditional(context, node)) return found(node);
      const name = resolver.packageName(module, node.callee) ?? '';
      const parent = module.scopes.parents.get(node);
      const isUsed = parent?.type === 'CallExpression' && memberName(parent.callee) === 'use';
      if (name === 'errorhandler' && isUsed && !isConditional(context, node)) found(node);
    },
  };
}

/** `app.set('env', 'development')` */
const setsDevelopment = ({ callee, arguments: [name, value] }: Call): boolean =>
  memberName(callee) === 'set' && literalText(name) === 'env' && /^dev(elopment)?$/.test(literalText(value) ?? '');
