import type { Node } from '@babel/types';
import { serverCalls } from '../../../codemods/lib/chain';
import { inDevelopment } from '../../../codemods/lib/development';
import { keyName, literalText, memberName, propertyOf } from '../../../codemods/lib/walk';
import type { RuleContext, TextContext, Visitor } from '../../types';

/** `rejectUnauthorized: false`, `strictSSL: false`, `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'` */
export function unchecked(context: RuleContext): Visitor {
  const { module } = context;
  return {
    ObjectProperty: (node: Extract<Node, { type: 'ObjectProperty' }>) => {
      const name = keyName(node);
      if (name !== 'rejectUnauthorized' && name !== 'strictSSL') return;
      const off = node.value.type === 'BooleanLiteral' && !node.value.value;
      if (!off || inDevelopment(module, node) || isOfServer(context, node) || isAskedFor(context, node)) return;
      const message = `${name}: false accepts any certificate.`;
      const [severity, snippet] = isOfDatabase(context, node)
        ? (['medium', "ssl: { ca: fs.readFileSync('ca.pem') }"] as const)
        : (['high', "ca: fs.readFileSync('ca.pem')"] as const);
      context.report(node, { message, fix: 'manual', severity, snippet });
    },
    AssignmentExpression: (node: Extract<Node, { type: 'AssignmentExpression' }>) => {
      const off = literalText(node.right) === '0' || (node.right.type === 'NumericLiteral' && node.right.value === 0);
      if (memberName(node.left) !== 'NODE_TLS_REJECT_UNAUTHORIZED' || !off) return;
      if (!inDevelopment(module, node) && !isAskedFor(context, node))
        context.report(node, { message: SWITCHED_OFF, fix: 'manual' });
    },
  };
}

const SWITCHED_OFF = 'NODE_TLS_REJECT_UNAUTHORIZED switches off the check of certificates.';

/** Where the environment of the process is set. */
export const SETTINGS =
  /(^|\/)(\.env(\.[\w-]+)*|[\w.-]*Dockerfile[\w.-]*|(docker-)?compose[\w.-]*\.ya?ml|Procfile|package\.json|[\w.-]+\.sh)$/;
const FOR_DEVELOPMENT = /(^|[^a-z])(dev|development|test|tests|local|e2e|debug|example|sample)([^a-z]|$)/i;

/** `NODE_TLS_REJECT_UNAUTHORIZED=0` in an env file, a script or an image. */
export function uncheckedBySetting({ path, text, report }: TextContext): void {
  if (FOR_DEVELOPMENT.test(path)) return;
  for (const match of text.matchAll(/NODE_TLS_REJECT_UNAUTHORIZED['"]?\s*[=: ]\s*['"]?0\b/g)) {
    const before = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
    const script = /^\s*"([^"]+)"\s*:/.exec(before)?.[1] ?? '';
    if (/^\s*#/.test(before) || FOR_DEVELOPMENT.test(script)) continue;
    report(match.index, match.index + match[0].length, { message: SWITCHED_OFF, fix: 'manual' });
  }
}

const ASKS = /unsafe|insecure|self_?signed|ignore|allow|skip|trust|reject|verif|validat|strict/i;

/** Whoever runs the app has to ask for it, or it stays on the machine: `if (settings.allowSelfSigned)`, `https://localhost`. */
function isAskedFor({ module: { scopes, text } }: RuleContext, node: Node): boolean {
  const textOf = (part: Node): string => text.slice(part.start!, part.end!);
  for (
    let child = node as Node, parent = scopes.parents.get(node);
    parent;
    child = parent, parent = scopes.parents.get(parent)
  ) {
    const test = parent.type === 'IfStatement' || parent.type === 'ConditionalExpression' ? parent.test : null;
    const left = parent.type === 'LogicalExpression' ? parent.left : null;
    const condition = test ?? left;
    if (condition && condition !== child && ASKS.test(textOf(condition))) return true;
    if (parent.type === 'ObjectExpression' && /\/\/(localhost|127\.0\.0\.1)\b/.test(textOf(parent))) return true;
  }
  return false;
}

/** Between an app and its database fewer stand than on the way to the world. */
function isOfDatabase({ module }: RuleContext, node: Node): boolean {
  const { parents } = module.scopes;
  for (let current = parents.get(node); current; current = parents.get(current)) {
    if (current.type === 'ObjectProperty' && /^(ssl|tls)$/.test(keyName(current) ?? '')) return true;
    if (current.type === 'VariableDeclarator')
      return current.id.type === 'Identifier' && /ssl|database|^db/i.test(current.id.name);
    if (/Statement$|Function/.test(current.type)) return false;
  }
  return false;
}

/** A server's own option is about certificates of clients, which most have not. */
function isOfServer({ module, resolver }: RuleContext, property: Node): boolean {
  const object = module.scopes.parents.get(property)!;
  if (propertyOf(object, 'requestCert')) return true;
  const isOptions = (argument: Node): boolean => {
    const value = resolver.resolve(module, argument);
    return value?.kind === 'node' && value.node === object;
  };
  return serverCalls(module, resolver).some(
    ({ node, kind }) => kind === 'createServer' && node.arguments.some(isOptions),
  );
}
