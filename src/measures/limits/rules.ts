import { literalText, propertyOf } from '../../../codemods/lib/walk';
import type { Project, Report, Rule } from '../../types';
import { ownMiddleware } from '../place';

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
];
const UPLOADS = [
  'multer',
  'busboy',
  'connect-busboy',
  'formidable',
  'express-fileupload',
  'multiparty',
  'express-form-data',
];
const LARGE = 10 * 1024 * 1024;

export const limitRules: Rule[] = [
  {
    id: 'limits/no-timeouts',
    severity: 'low',
    cwe: 'CWE-400',
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
    summary: 'Very large bodies are read into memory for everybody.',
    check: largeBodies,
  },
  {
    id: 'limits/upload-size',
    severity: 'medium',
    cwe: 'CWE-770',
    summary: 'Uploads have no limit of size.',
    keywords: ['multer'],
    create: (context) => ({
      CallExpression(node: never) {
        const call = node as { callee: never; arguments: never[] };
        if (context.resolver.packageName(context.module, call.callee) !== 'multer') return;
        if (!propertyOf(call.arguments[0], 'limits'))
          context.report(node, { message: 'multer() takes files of any size.', fix: 'manual' });
      },
    }),
  },
];

/** Whether the app receives files, which take longer to arrive. */
export const takesUploads = (project: Project): boolean =>
  UPLOADS.some((name) => project.manifest.dependencies[name] !== undefined);

function largeBodies(project: Project): Report[] {
  return ownMiddleware(project, PARSERS).flatMap(({ call }) => {
    const limit = propertyOf(call.arguments[0], 'limit');
    const bytes = limit?.type === 'NumericLiteral' ? limit.value : bytesOf(literalText(limit));
    if (bytes <= LARGE) return [];
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

/** `'50mb'` in bytes; 0 where it says nothing. */
function bytesOf(text: string | null): number {
  const match = /^([\d.]+)\s*(kb|mb|gb|b)?$/i.exec(text ?? '');
  if (!match) return 0;
  const factor = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }[(match[2] ?? 'b').toLowerCase()] ?? 1;
  return Number(match[1]) * factor;
}
