import { literalText } from '../../../codemods/lib/walk';
import type { MiddlewareCall, Project, Report } from '../../types';
import { ownMiddleware } from '../place';
import { openFastify } from './fastify-logger';
import { alwaysMounted, printers } from './printers';

/** Middleware that writes whole headers and addresses of requests, unless it is told what to leave out. */
const LOGGERS = ['pino-http', 'pino-http#pinoHttp', 'pino-http#default', 'koa-pino-logger', 'express-pino-logger'];

const REDACT = `redact: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'],
serializers: { req: (req) => ({ ...req, url: req.url.split('?', 1)[0], query: undefined }) },`;

/** Loggers of requests as they are by default: each line has what who asked proves himself with. */
export const openRequestLogs = (project: Project): Report[] => [
  ...openPino(project),
  ...openPrinters(project),
  ...openMorgan(project),
  ...openFastify(project),
];

/** Whoever reads the log can follow a link to set a new password. */
const openPrinters = (project: Project): Report[] =>
  printers(project)
    .filter((call) => call.arguments.length === 0)
    .map(({ file, node }) => ({
      file,
      node,
      message: 'This logger writes the query of each request, with the tokens in it.',
      severity: 'low',
      fix: 'automatic',
      snippet: 'logger(printRequest)',
    }));

/** Formats of morgan's own that have the address in them, and those that name it. */
const WITH_ADDRESS = /^(combined|common|default|dev|short|tiny)$|:(url|referrer)\b/;

/** Where the app says itself what `:url` is, that may be without secrets. */
function openMorgan(project: Project): Report[] {
  if (project.files.some(({ text }) => /\.token\(\s*['"]url['"]/.test(text))) return [];
  return alwaysMounted(project, ['morgan'])
    .filter((call) => WITH_ADDRESS.test(literalText(call.arguments[0]) ?? ''))
    .map(({ file, node }) => ({
      file,
      node,
      message: 'This logger writes the query of each request, with the tokens in it.',
      severity: 'low',
      fix: 'automatic',
      snippet: "morgan.token('url', (req) => (req.originalUrl ?? req.url).split('?', 1)[0])",
    }));
}

function openPino(project: Project): Report[] {
  // It may be said where the logger itself is made.
  if (project.files.some(({ text, generated }) => !generated && /\bredact\b/.test(text))) return [];
  return ownMiddleware(project, LOGGERS)
    .filter(({ call }) => !choosesFields(call))
    .map(({ call: { file, node } }) => ({
      file,
      node,
      message: 'This logger writes Authorization, Cookie and the query of each request.',
      fix: 'manual',
      snippet: REDACT,
    }));
}

/** Whether its options say what is written of a request, or are made elsewhere. */
function choosesFields({ arguments: [options] }: MiddlewareCall): boolean {
  if (!options) return false;
  if (options.type !== 'ObjectExpression') return true;
  return options.properties.some(
    (property) =>
      property.type === 'SpreadElement' ||
      (property.key.type === 'Identifier' && ['redact', 'serializers', 'wrapSerializers'].includes(property.key.name)),
  );
}
