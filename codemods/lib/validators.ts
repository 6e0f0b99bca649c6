import type { Node } from '@babel/types';
import { makerOf } from './maker';
import type { Module, Resolver } from './resolve';
import { memberName } from './walk';

const PACKAGES =
  /^(express-validator|celebrate|express-joi-validation|express-zod-api|zod-express-middleware|joi|@hapi\/joi|yup|zod|ajv|superstruct|valibot|class-validator|validator|express-validation|express-openapi-validator|express-jsonschema|@hono\/(zod|valibot|typebox|arktype|standard|class|ajv|typia|effect|conform)-validator|hono\/validator|hono-openapi)\b/;
const NAME = /valid|schema|sanitiz|^(celebrate|joi|yup|zod|dto|checkSchema|checkBody)$/i;
/** These look at who asks, not at what is sent. */
const OTHER = /^(is_?)?valid(ate)?_?\w*(token|jwt|session|auth|role|permission|api_?key|csrf|object_?id|_id|Id)s?$/i;

/** Whether a middleware of a route checks input, by its package or by what it is called: `validate(schema)`, `body('email').isEmail()`. */
export function isValidator(resolver: Resolver, module: Module, argument: Node): boolean {
  return chainOf(argument).some(
    ({ node, name }) => (name !== null && isName(name)) || PACKAGES.test(makerOf(resolver, module, node) ?? ''),
  );
}

/** Whether a call checks the data it is given: `schema.parse(req.body)`, `validateUser(req.body)`. */
export function isCheck(resolver: Resolver, module: Module, call: Extract<Node, { type: 'CallExpression' }>): boolean {
  const method = memberName(call.callee);
  if (method !== null && /^(safeParse|validate|assert)(Async|Sync)?$/.test(method)) return true;
  if (method !== null && /^parse(Async)?$/.test(method))
    return isValidator(resolver, module, 'object' in call.callee ? (call.callee.object as Node) : call.callee);
  return isValidator(resolver, module, call.callee);
}

const isName = (name: string): boolean => NAME.test(name) && !OTHER.test(name);

/** The callees and names along a chain of calls and members, arguments left out. */
function chainOf(expression: Node): { node: Node; name: string | null }[] {
  const found: { node: Node; name: string | null }[] = [];
  for (let node = expression; ;) {
    if (node.type === 'CallExpression' || node.type === 'NewExpression') node = node.callee;
    else if (node.type === 'MemberExpression') {
      found.push({ node, name: memberName(node) });
      node = node.object;
    } else {
      found.push({ node, name: node.type === 'Identifier' ? node.name : null });
      return found;
    }
  }
}
