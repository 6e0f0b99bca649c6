import type { Node } from '@babel/types';
import type { Module } from '../../../codemods/lib/resolve';
import { literalText, memberName, walk } from '../../../codemods/lib/walk';
import type { Rule } from '../../types';
import { SETTINGS, unchecked, uncheckedBySetting } from './certificates';
import { withoutRedirect } from './no-redirect';
import { oldVersions } from './old-tls';

export const httpsRules: Rule[] = [
  {
    id: 'https/host-redirect',
    severity: 'medium',
    cwe: 'CWE-601',
    owasp: 'A01:2025 Broken Access Control',
    fixed: 'never',
    summary: 'A redirect to https is built from the Host header, which the client chooses.',
    keywords: ['https://'],
    worth: (text) => /\bredirect\b/.test(text) && /\bhost(name)?\b/i.test(text),
    create: (context) => ({
      CallExpression(node: Extract<Node, { type: 'CallExpression' }>) {
        if (memberName(node.callee) !== 'redirect') return;
        const target = node.arguments.at(-1);
        if (
          target &&
          startsWithHttps(target) &&
          readsHost(context.module, target) &&
          !isKnownHost(context.module, node)
        )
          context.report(node, { message: 'The redirect to https goes wherever the Host header says.', fix: 'manual' });
      },
    }),
  },
  {
    id: 'https/reject-unauthorized',
    severity: 'high',
    cwe: 'CWE-295',
    owasp: 'A07:2025 Authentication Failures',
    fixed: 'never',
    summary: 'Certificates are not checked: anybody between can read and change what is sent.',
    keywords: ['rejectUnauthorized', 'NODE_TLS_REJECT_UNAUTHORIZED', 'strictSSL'],
    create: unchecked,
    files: SETTINGS,
    text: uncheckedBySetting,
  },
  {
    id: 'https/old-tls',
    severity: 'medium',
    cwe: 'CWE-326',
    owasp: 'A04:2025 Cryptographic Failures',
    fixed: 'never',
    summary: 'Versions of TLS are allowed that have been broken and given up since 2021.',
    keywords: ['TLSv1', 'SSLv'],
    create: oldVersions,
  },
  {
    id: 'https/no-redirect',
    // A proxy in front may do it.
    severity: 'info',
    cwe: 'CWE-319',
    owasp: 'A04:2025 Cryptographic Failures',
    fixed: 'always',
    summary: 'Nothing in the app sends plain http to https.',
    check: withoutRedirect,
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

/** `if (req.headers.host === 'shop.example')` around it */
function isKnownHost({ scopes, text }: Module, node: Node): boolean {
  for (
    let child = node, parent = scopes.parents.get(node);
    parent;
    child = parent, parent = scopes.parents.get(parent)
  ) {
    if (parent.type !== 'IfStatement' || parent.consequent !== child) continue;
    const test = text.slice(parent.test.start!, parent.test.end!);
    if (
      /\bhost(name)?\b/i.test(test) &&
      /={2,3}\s*['"`]|['"`]\s*={2,3}|\b(includes|has)\(/.test(test) &&
      !/!/.test(test)
    )
      return true;
  }
  return false;
}

/** `req.headers.host`, `req.hostname`, `req.get('host')`, or a name for one of them. */
function readsHost(module: Module, node: Node, depth = 0): boolean {
  let found = false;
  walk(node, (inner, ancestors) => {
    const name = memberName(inner);
    if (name === 'host' || name === 'hostname') found ||= isOfRequest(module, inner);
    if (
      inner.type === 'CallExpression' &&
      /^(get|header)$/.test(memberName(inner.callee) ?? '') &&
      literalText(inner.arguments[0])?.toLowerCase() === 'host'
    )
      found = true;
    const parent = ancestors.at(-1);
    const isName = inner.type === 'Identifier' && !(parent && 'property' in parent && parent.property === inner);
    const binding = isName && depth === 0 ? module.scopes.lookup(inner.name, inner) : null;
    if (binding?.kind === 'variable' && binding.init)
      found ||= binding.path.at(-1) === 'host' ? isOfRequest(module, binding.init) : readsHost(module, binding.init, 1);
    return !found;
  });
  return found;
}

/** Its first name is a parameter, as the request is, and not some configuration. */
function isOfRequest(module: Module, member: Node): boolean {
  let root = member;
  while ('object' in root && root.object) root = root.object as Node;
  if (root.type !== 'Identifier') return false;
  return /^(req|request)$/.test(root.name) || module.scopes.lookup(root.name, root)?.kind === 'parameter';
}
