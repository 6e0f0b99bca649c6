import type { Node } from '@babel/types';
import { keyName, literalText, memberName, walk } from '../../../codemods/lib/walk';
import type { Rule } from '../../types';

export const httpsRules: Rule[] = [
  {
    id: 'https/host-redirect',
    severity: 'medium',
    cwe: 'CWE-601',
    summary: 'A redirect to https is built from the Host header, which the client chooses.',
    keywords: ['https://'],
    create: (context) => ({
      CallExpression(node: Extract<Node, { type: 'CallExpression' }>) {
        if (memberName(node.callee) !== 'redirect') return;
        const target = node.arguments.at(-1);
        if (target && startsWithHttps(target) && readsHost(target))
          context.report(node, { message: 'The redirect to https goes wherever the Host header says.', fix: 'manual' });
      },
    }),
  },
  {
    id: 'https/reject-unauthorized',
    severity: 'high',
    cwe: 'CWE-295',
    summary: 'Certificates are not checked: anybody between can read and change what is sent.',
    keywords: ['rejectUnauthorized', 'NODE_TLS_REJECT_UNAUTHORIZED'],
    create: (context) => ({
      ObjectProperty(node: Extract<Node, { type: 'ObjectProperty' }>) {
        if (keyName(node) !== 'rejectUnauthorized') return;
        if (node.value.type === 'BooleanLiteral' && !node.value.value)
          context.report(node, { message: 'rejectUnauthorized: false accepts any certificate.', fix: 'manual' });
      },
      AssignmentExpression(node: Extract<Node, { type: 'AssignmentExpression' }>) {
        if (memberName(node.left) === 'NODE_TLS_REJECT_UNAUTHORIZED')
          context.report(node, {
            message: 'NODE_TLS_REJECT_UNAUTHORIZED switches off the check of certificates.',
            fix: 'manual',
          });
      },
    }),
  },
];

function startsWithHttps(node: Node): boolean {
  if (node.type === 'TemplateLiteral') return node.quasis[0]?.value.raw.startsWith('https://') === true;
  if (node.type === 'BinaryExpression') return startsWithHttps(node.left);
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression')
    return startsWithHttps(node.callee.object);
  if (node.type === 'ArrayExpression') return literalText(node.elements[0]) === 'https://';
  return literalText(node)?.startsWith('https://') === true;
}

/** `req.headers.host`, `req.hostname`, `req.get('host')`. */
function readsHost(node: Node): boolean {
  let found = false;
  walk(node, (inner) => {
    const name = memberName(inner);
    if (name === 'host' || name === 'hostname') found = true;
    if (
      inner.type === 'CallExpression' &&
      /^(get|header)$/.test(memberName(inner.callee) ?? '') &&
      literalText(inner.arguments[0])?.toLowerCase() === 'host'
    )
      found = true;
    return !found;
  });
  return found;
}
