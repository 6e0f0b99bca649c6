import type { Node } from '@babel/types';
import { lastName, literalText, memberName, propertyOf, unwrap } from '../../../codemods/lib/walk';
import type { RuleContext, Visitor } from '../../types';

type Call = Extract<Node, { type: 'CallExpression' }>;

/** Where packages take the folder that they serve: the first argument, or an option of one. */
const SERVES =
  /^(express#static|serve-static|koa-static|koa-static-cache|@fastify\/static|fastify-static|ecstatic|serve-handler)$/;

/** Whether a file has something that serves folders: `express.static`, `from '@fastify/static'`; not members of classes. */
export const mayServe = (text: string): boolean =>
  /\bexpress\b|koa-static|fastify|\bserve-|ecstatic/i.test(text) &&
  /\.\s*static\b|['"`][^'"`\n]*static['"`]|[{,]\s*static\s*(?:[,:}]|as\b)|ecstatic|serve-(?:handler|index)/.test(text);

/** `express.static(__dirname)`: sources, configuration and .env files can be fetched by name. */
export function staticRoot(context: RuleContext): Visitor {
  const { module, resolver } = context;
  return {
    CallExpression: (node: Call) => {
      const name = resolver.packageName(module, node.callee) ?? '';
      const plugin =
        node.arguments[0] && memberName(node.callee) === 'register'
          ? resolver.packageName(module, node.arguments[0])
          : null;
      if (!SERVES.test(name) && !SERVES.test(plugin ?? '')) return;
      const [first, second] = node.arguments;
      const folder = plugin ? propertyOf(second, 'root') : first;
      if (!folder || !isRoot(context, folder as Node)) return;
      context.report(folder as Node, {
        message: 'The folder of the sources is served: .env, configuration and code can be fetched by name.',
        fix: 'manual',
        risk: 'behaviour',
        snippet: `express.static(path.join(__dirname, 'public')) // move what is public into a folder of its own`,
      });
    },
  };
}

/** `'.'`, `__dirname`, `process.cwd()`, and paths that lead nowhere else. */
function isRoot({ module, resolver, file }: RuleContext, folder: Node): boolean {
  const value = resolver.resolve(module, folder);
  const node = unwrap(value?.kind === 'node' && value.module === module ? value.node : folder);
  const text = literalText(node);
  if (text !== null) return /^\.{0,2}\/?$|^\.\/?\.?\/?$/.test(text) && text !== '';
  // The folder of a file that stands among the public ones.
  if (node.type === 'Identifier')
    return node.name === '__dirname' && !/(^|\/)(public|static|assets|www|dist|client)\/[^/]*$/.test(file.path);
  if (node.type !== 'CallExpression') return false;
  const method = lastName(node.callee) ?? '';
  if (method === 'cwd') return true;
  if (!/^(join|resolve|normalize)$/.test(method) || node.arguments.length === 0) return false;
  const [base, ...rest] = node.arguments;
  const isBase = isRoot({ module, resolver, file } as RuleContext, base as Node);
  return isBase && rest.every((each) => /^(\.{1,2}\/?)*$|^\/$/.test(literalText(each as Node) ?? 'unknown'));
}
