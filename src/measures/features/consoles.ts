import type { Node } from '@babel/types';
import { literalText, memberName, propertyOf } from '../../../codemods/lib/walk';
import type { RuleContext, Visitor } from '../../types';
import { isConditional } from './conditional';

type Call = Extract<Node, { type: 'CallExpression' }>;

/** What makes pages that show or change the inside of the app, and asks nobody who they are. */
const OPEN = /^(@adminjs\/(express|fastify|koa)|admin-bro-expressjs|@admin-bro\/express)#(default#)?buildRouter$/;
const BOARD = /['"](@bull-board\/[\w-]+|bull-board)['"]/;
/** A file that has a say in who may come in. */
const GUARDED = /auth|guard|protect|passport|session|\badmin(Only|Required)|require(Login|User|Admin|Role)/i;

/** `AdminJSExpress.buildRouter(admin)`, `app.use('/queues', serverAdapter.getRouter())` with nothing in front of it. */
export function openConsoles(context: RuleContext): Visitor {
  const { module, resolver, file } = context;
  const isBoard = BOARD.test(file.text);
  const found = (node: Node): void =>
    context.report(node, {
      message: 'A console that shows and changes data is open to everybody who finds its path.',
      fix: 'manual',
      risk: 'behaviour',
      snippet: `app.use('/queues', requireAdmin, serverAdapter.getRouter());`,
    });
  return {
    CallExpression: (node: Call) => {
      if (GUARDED.test(file.text.replaceAll(/adminjs|admin-bro/gi, '')) || isConditional(context, node)) return;
      if (OPEN.test(resolver.packageName(module, node.callee) ?? '')) return found(node);
      const [path, router, ...more] = node.arguments;
      const isMounted = memberName(node.callee) === 'use' && router?.type === 'CallExpression' && more.length === 0;
      if (isBoard && isMounted && literalText(path) !== null && memberName(router.callee) === 'getRouter') found(node);
    },
  };
}

/** `methodOverride('_method', { methods: ['GET'] })`: a link alone deletes something. */
export function overriddenGet(context: RuleContext): Visitor {
  const { module, resolver } = context;
  return {
    CallExpression: (node: Call) => {
      const methods = propertyOf(node.arguments[1], 'methods');
      if (!methods || resolver.packageName(module, node.callee) !== 'method-override') return;
      const any = methods.type === 'NullLiteral';
      const get =
        methods.type === 'ArrayExpression' &&
        methods.elements.some((each) => /^(GET|HEAD)$/i.test(literalText(each as Node) ?? ''));
      if (!any && !get) return;
      context.report(methods, {
        message:
          'A link is enough to send any method: pages of others make browsers delete what their user may delete.',
        fix: 'manual',
        risk: 'behaviour',
        snippet: `methods: ['POST']`,
      });
    },
  };
}
