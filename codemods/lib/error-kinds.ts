import type { Node } from '@babel/types';
import { ends } from './flow/guards';
import type { Module } from './resolve';
import { memberName } from './walk';

const textOf = ({ text }: Module, node: Node): string => text.slice(node.start!, node.end!);

/** `if (err instanceof ApiError)`, `if (err.isOperational)`: the message was written for those who called. */
export function isMeantForClients(module: Module, leak: Node, error: string): boolean {
  const isWhole = leak.type === 'Identifier' && leak.name === error;
  if (!isWhole && memberName(leak) !== 'message' && leak.type !== 'Identifier') return false;
  const { parents } = module.scopes;
  for (let child = leak, parent = parents.get(leak); parent; child = parent, parent = parents.get(parent)) {
    const test = testAbove(parent, child);
    const written = test ? textOf(module, test) : '';
    if (isThrownText(written, error)) return true;
    if (isWhole) continue;
    if (looksAtKind(written, error) || isKnownText(written, error)) return true;
    if (parent.type === 'TryStatement' && parent.handler === child && checksSignature(module, parent.block))
      return true;
    if (parent.type === 'BlockStatement' && isLeftToKind(module, parent, child, error)) return true;
  }
  return false;
}

/** `typeof err === 'string'`: what was thrown is no error, but a text that somebody wrote. */
const isThrownText = (test: string, error: string): boolean =>
  new RegExp(`typeof\\s*\\(?\\s*${error}\\s*\\)?\\s*={2,3}\\s*['"\`]string`).test(test);

/** What holds where a branch is run: `if (…)`, `… ? … : …`, `case …:` of `switch (true)`. */
function testAbove(parent: Node, child: Node): Node | null {
  if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression')
    return parent.consequent === child ? parent.test : null;
  return parent.type === 'SwitchCase' && parent.test !== child ? (parent.test ?? null) : null;
}

/** `stripe.webhooks.constructEvent(…)` says what is wrong with a signature, which whoever signs has to hear. */
const checksSignature = (module: Module, block: Node): boolean =>
  /\.\s*constructEvent(Async)?\(/.test(textOf(module, block));

/** `if (!(error instanceof ApiError)) throw error;` in front: what comes behind is of that kind. */
const isLeftToKind = (module: Module, block: Extract<Node, { type: 'BlockStatement' }>, at: Node, error: string) =>
  block.body.slice(0, block.body.indexOf(at as never)).some((each) => {
    if (each.type !== 'IfStatement' || each.test.type !== 'UnaryExpression' || each.test.operator !== '!') return false;
    return ends(each.consequent) && looksAtKind(textOf(module, each.test.argument), error);
  });

/** `error.message === 'Not found'` and nothing besides: what is sent stands in the code. */
const isKnownText = (test: string, error: string): boolean =>
  new RegExp(`^${error}\\??\\.message\\s*===?\\s*(['"\`])[^'"\`]*\\1$`).test(test);

const looksAtKind = (test: string, error: string): boolean =>
  new RegExp(`\\b${error}\\??\\.(isOperational|expose|isPublic|isJoi|status|statusCode|errorCode|name)\\b`).test(
    test,
  ) ||
  new RegExp(`\\b${error}\\s+instanceof\\s+(?!Error\\b)`).test(test) ||
  // `isHttpError(err)`, `Boom.isBoom(err)`; `isError(err)` tells no kind.
  new RegExp(`(?<![.\\w]|!\\s*)(\\w+\\.)*is(?!(Native)?Error(Like)?\\b)[A-Z]\\w*\\(\\s*${error}\\s*\\)`).test(test);
