import type { Node } from '@babel/types';
import { keyName, literalText, memberName, propertyOf } from '../../../codemods/lib/walk';
import type { Project, Report, Rule, RuleContext } from '../../types';
import { ownMiddleware } from '../place';
import { optionsOf, valueOf } from '../values';

const PARSERS = [
  'express#json',
  'express#urlencoded',
  'express#raw',
  'express#text',
  'body-parser',
  'body-parser#json',
  'body-parser#urlencoded',
  'body-parser#raw',
  'body-parser#text',
  'koa-bodyparser',
  '@koa/bodyparser',
  '@koa/bodyparser#bodyParser',
  'koa-body',
  'koa-body#koaBody',
];
const SIZES = ['limit', 'jsonLimit', 'formLimit', 'textLimit', 'xmlLimit'];
const UPLOADS = [
  'multer',
  'busboy',
  'connect-busboy',
  'formidable',
  'express-fileupload',
  'multiparty',
  'express-form-data',
  '@fastify/multipart',
  '@fastify/busboy',
  'fastify-multer',
  '@koa/multer',
  'koa-multer',
  'async-busboy',
];
/** The request is read as a stream: as slowly as its sender likes. */
const STREAMS = /\breq(uest)?\.(pipe\(|on\(\s*['"](data|readable))|pipeline\(\s*req|\bmultipart:\s*true/;
const LARGE = 10 * 1024 * 1024;

export const limitRules: Rule[] = [
  {
    id: 'limits/no-timeouts',
    severity: 'low',
    cwe: 'CWE-400',
    owasp: 'A06:2025 Insecure Design',
    fixed: 'always',
    summary: 'Slow clients hold connections for minutes.',
    check: (project) =>
      project.servers.length === 0 ||
      project.files.some(({ text }) => /headersTimeout|setTimeout\(\s*server|requestTimeout/.test(text))
        ? []
        : project.servers.slice(0, 1).map(({ file, node }) => ({
            file,
            node,
            message: 'The server has no time limits of its own.',
            fix: 'automatic',
          })),
  },
  {
    id: 'limits/large-body',
    severity: 'low',
    cwe: 'CWE-770',
    owasp: 'A06:2025 Insecure Design',
    fixed: 'never',
    summary: 'Very large bodies are read into memory for everybody.',
    check: (project) => [...largeBodies(project), ...largeLimit(project)],
  },
  {
    id: 'limits/upload-size',
    severity: 'medium',
    cwe: 'CWE-770',
    owasp: 'A06:2025 Insecure Design',
    fixed: 'never',
    summary: 'Uploads have no limit of size.',
    keywords: ['multer', 'express-fileupload'],
    create: (context) => ({
      CallExpression(node: Extract<Node, { type: 'CallExpression' }>) {
        const name = context.resolver.packageName(context.module, node.callee);
        if (name !== 'multer' && name !== 'express-fileupload') return;
        if (mayLimit(context, node.arguments[0]) || takesNone(context, node)) return;
        context.report(node, { message: `${name}() takes files of any size.`, fix: 'manual' });
      },
    }),
  },
];

/** The options say a limit, or cannot be read. */
function mayLimit({ module, resolver }: RuleContext, options: Node | undefined): boolean {
  if (!options) return false;
  const value = resolver.resolve(module, options);
  if (value?.kind !== 'node' || value.node.type !== 'ObjectExpression') return true;
  const { properties } = value.node;
  return properties.some((property) => property.type === 'SpreadElement' || keyName(property) === 'limits');
}

/** `multer().none()` reads forms without files. */
function takesNone({ module }: RuleContext, call: Node): boolean {
  const parent = module.scopes.parents.get(call);
  if (parent && memberName(parent) === 'none') return true;
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return false;
  const { name } = parent.id;
  const uses = [...module.text.matchAll(new RegExp(`\\b${name}\\.(\\w+)\\(`, 'g'))].map(([, method]) => method);
  return uses.length > 0 && uses.every((method) => method === 'none');
}

/** Whether the app receives files, which take longer to arrive. */
export const takesUploads = (project: Project): boolean =>
  UPLOADS.some((name) => project.manifest.dependencies[name] !== undefined) ||
  project.files.some(({ text, generated }) => !generated && STREAMS.test(text));

/** What the app itself is told when it is made: `fastify({ bodyLimit })`. */
function largeLimit(project: Project): Report[] {
  const { file, node } = project.app;
  const [options] = 'arguments' in node ? node.arguments : [];
  const limit = options ? propertyOf(valueOf(project, file, options).node, 'bodyLimit') : null;
  const bytes = limit ? numberOf(valueOf(project, file, limit).node) : null;
  if (bytes === null || bytes <= LARGE) return [];
  return [
    {
      file,
      node: limit!,
      message: 'Bodies of more than 10 MB are accepted.',
      fix: 'manual',
      snippet: 'bodyLimit: 1_048_576',
    },
  ];
}

function largeBodies(project: Project): Report[] {
  return ownMiddleware(project, PARSERS).flatMap(({ call }) => {
    const options = optionsOf(project, call);
    const sizes = SIZES.map((name) => propertyOf(options?.node, name)).filter((limit) => limit !== null);
    const bytes = sizes.map((limit) => {
      const value = valueOf(project, options!.file, limit).node;
      return numberOf(value) ?? bytesOf(literalText(value));
    });
    if (Math.max(0, ...bytes) <= LARGE) return [];
    return [
      {
        file: call.file,
        node: call.node,
        message: 'The parser accepts bodies of more than 10 MB.',
        fix: 'manual' as const,
        snippet: "express.json({ limit: '1mb' })",
      },
    ];
  });
}

/** `50 * 1024 * 1024` */
export function numberOf(node: Node | null): number | null {
  if (node?.type === 'NumericLiteral') return node.value;
  if (node?.type !== 'BinaryExpression' || node.operator !== '*') return null;
  const [left, right] = [numberOf(node.left), numberOf(node.right)];
  return left === null || right === null ? null : left * right;
}

/** `'50mb'` in bytes; 0 where it says nothing. */
function bytesOf(text: string | null): number {
  const match = /^([\d.]+)\s*(kb|mb|gb|b)?$/i.exec(text ?? '');
  if (!match) return 0;
  const factor = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }[(match[2] ?? 'b').toLowerCase()] ?? 1;
  return Number(match[1]) * factor;
}
