import type { Origin } from '../../../codemods/lib/flow/flow';
import { type Engine, engineOf } from '../../../codemods/lib/views/engines';
import { type UnencodedData, unencodedData } from '../../../codemods/lib/views/judge';
import { worst } from '../../../codemods/lib/flow/flow';
import type { Project, ReportDetails, Rule, Severity, TextContext } from '../../types';
import { originInView } from './views';

export const templateRule: Rule = {
  id: 'xss/unescaped',
  severity: 'medium',
  cwe: 'CWE-79',
  owasp: 'A05:2025 Injection',
  summary: 'A template puts data into the page as it is.',
  fixed: 'sometimes',
  risk: 'behaviour',
  keywords: ['<%-', '{{{', '{{&', '{{~&', '!{', '!=', 'safe', 'raw'],
  files: /\.(ejs|hbs|handlebars|mustache|hjs|pug|jade|njk|nunjucks|swig|twig|html?)$/i,
  text: (context) => {
    const engine = engineIn(context.project, context.path);
    if (!engine || !isPage(engine, context.text)) return;
    const constants = constantsIn(context.project, context.path, engine, context.text);
    for (const found of unencodedData(engine, context.text, constants))
      context.report(found.start, found.end, details(context, found));
  },
};

export const engineIn = ({ manifest }: Project, path: string): Engine | null =>
  engineOf(path, Object.keys({ ...manifest.devDependencies, ...manifest.dependencies }));

/** Templates make texts and code as well. */
const isPage = (engine: Engine, text: string): boolean => engine === 'pug' || /<[a-z!][^>]*>/i.test(text);

/** The names in a view whose values stand in the code. */
export function constantsIn(project: Project, path: string, engine: Engine, text: string): string[] {
  const names = unencodedData(engine, text).flatMap(({ data }) => data);
  return names.filter((each) => originInView(project, path, each) === 'constant').map((each) => each.join('.'));
}

function details({ project, path, text }: TextContext, found: UnencodedData): ReportDetails {
  const { data, mendable, isHtml, kind, start, end, encode, context } = found;
  const origin = worst(data.map((names) => originInView(project, path, names) ?? 'unknown'));
  const name = data.map((names) => names.join('.').replaceAll('.[]', '[]')).join(', ');
  const what = kind === 'json' ? `${name} as JSON` : name;
  const where = kind === 'json' && context === 'script' ? ', and a `</script>` in it ends the script' : '';
  return {
    message: `${what}${origin === 'request' ? ', which comes with the request,' : ''} is put into the page as it is${where}.`,
    fix: mendable ? 'automatic' : 'manual',
    severity: severityOf(found, origin),
    snippet: mendable
      ? text.slice(start, encode.start) + encode.text + text.slice(encode.end, end)
      : snippetFor(kind, isHtml, name),
  };
}

function severityOf({ kind, isHtml, context }: UnencodedData, origin: Origin): Severity {
  if (origin === 'request') return 'high';
  return isHtml || kind === 'rendered' || (kind === 'json' && context === 'script') ? 'low' : 'medium';
}

function snippetFor(kind: UnencodedData['kind'], isHtml: boolean, name: string): string {
  if (kind === 'json') return `JSON.stringify(${name}).replace(/</g, '\\\\u003c')`;
  return isHtml ? `sanitizeHtml(${name}) // where the value is made` : 'Encode it for the place where it stands.';
}
