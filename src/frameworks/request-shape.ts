import type { RequestPart, RequestShape } from '../../codemods/lib/flow/request';
import type { Framework } from '../types';
import type { FrameworkDialect, RequestDialect } from './dialect';

/** What handlers of every framework reach beside the three parts that schemas are for. */
const OTHERS: RequestShape['parts'] = {
  headers: [
    ['headers'],
    ['header'],
    ['header()'],
    ['get()'],
    ['headers', 'get()'],
    ['request', 'headers'],
    ['request', 'header'],
    ['req', 'header()'],
  ],
  cookies: [['cookies'], ['signedCookies'], ['cookies', 'get()']],
  files: [['file'], ['files'], ['file()'], ['files()'], ['parts()'], ['request', 'files'], ['request', 'file']],
  other: [
    ['url'],
    ['originalUrl'],
    ['hostname'],
    ['host'],
    ['path'],
    ['href'],
    ['querystring'],
    ['req', 'url'],
    ['req', 'path'],
    ['raw', 'url'],
    ['request', 'url'],
  ],
};

/** How the handlers of a framework, and of the one below, get at what clients send; of every one where it is not known. */
export function requestShape({ id, server }: Framework, frameworks: readonly FrameworkDialect[]): RequestShape {
  const own = frameworks.filter((each) => each.id === id || each.id === server.id);
  const dialects = own.length > 0 ? own : frameworks;
  const paths = (part: 'body' | 'query' | 'params'): string[][] =>
    dialects.flatMap(({ request }) => [...request[part], ...wholes(request, part)]);
  return {
    parts: {
      body: paths('body'),
      query: [...paths('query'), ...dialects.flatMap(({ request }) => request.any ?? []).map(called)],
      params: paths('params'),
      ...OTHERS,
    },
    decorators: Object.assign({}, ...dialects.map(decoratorsOf)) as RequestShape['decorators'],
  };
}

/** `req.param('x')` */
const called = (path: string[]): string[] => [...path.slice(0, -1), `${path.at(-1)}()`];

function wholes({ whole, validated }: RequestDialect, part: 'body' | 'query' | 'params'): string[][] {
  const checked = validated ? [[...validated.path]] : [];
  const all = part === 'params' ? [] : (whole?.[part] ?? []);
  return [...all, ...all.map(called), ...(part === 'body' ? checked : [])];
}

function decoratorsOf({ decorators }: FrameworkDialect): Record<string, RequestPart | 'request'> {
  if (!decorators) return {};
  return {
    ...decorators.parameters,
    Headers: 'headers',
    Cookies: 'cookies',
    UploadedFile: 'files',
    UploadedFiles: 'files',
  };
}
