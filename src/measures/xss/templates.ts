import { type Engine, engineOf } from '../../../codemods/lib/views/engines';
import { type UnencodedData, unencodedData } from '../../../codemods/lib/views/judge';
import { type Origin, worst } from '../../../codemods/lib/flow/origin';
import type { Project, ReportDetails, Rule } from '../../types';
import { encodesInput, shownIn } from './views';

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
  text: ({ project, path, text, report }) => {
    for (const found of unencodedIn(project, path, text)) report(found.start, found.end, details(path, text, found));
  },
};

export const engineIn = ({ manifest }: Project, path: string, text: string): Engine | null =>
  engineOf(path, Object.keys({ ...manifest.devDependencies, ...manifest.dependencies }), text);

/** Templates make texts and code as well. */
const isPage = (engine: Engine, text: string): boolean => engine === 'pug' || /<[a-z!][^>]*>/i.test(text);

/** A place of a view, with what the rest of the project says of it. */
interface Shown extends UnencodedData {
  origin: Origin;
  json: boolean;
  /** Input is encoded when it is taken in, so that what is stored is HTML already. */
  stored: boolean;
}

/** Where a view shows what is not the app's own without encoding it. */
function unencodedIn(project: Project, path: string, text: string): Shown[] {
  const engine = engineIn(project, path, text);
  if (!engine || !isPage(engine, text)) return [];
  return unencodedData(engine, text).flatMap((found): Shown[] => {
    const shown = found.data.map((names) => shownIn(project, path, names));
    const origin = worst(shown.map((each) => each.origin));
    // What stands in the code or in its settings, no client decides.
    if (shown.every((each) => each.said) && !/unknown|argument|request/.test(origin)) return [];
    const isHtml = found.isHtml || shown.some(({ markup }) => markup);
    const json = found.kind === 'json' || shown.every((each) => each.json);
    const stored = origin !== 'request' && encodesInput(project);
    return [{ ...found, origin, isHtml, json, stored, mendable: found.mendable && !stored && !isHtml && !json }];
  });
}

/** The expressions of a view that are put right by encoding them, as the codemod takes them. */
export function mendedIn(project: Project, path: string): string[] {
  const found = unencodedIn(project, path, project.scan().read(path) ?? '');
  return [...new Set(found.filter(({ mendable }) => mendable).map(({ expression }) => expression))];
}

/** The addresses in a mail are the app's own, by their names. */
const isOwnLink = (path: string, { data }: Shown): boolean =>
  /(mail|newsletter)[^/]*\//i.test(path) && data.every((names) => /(url|link|href)$/i.test(names.at(-1) ?? ''));

function details(path: string, text: string, found: Shown): ReportDetails {
  const { data, origin, isHtml, json, stored, mendable, context, start, end, encode } = found;
  const name = data.map((names) => names.join('.').replaceAll('.[]', '[]')).join(', ');
  const source = origin === 'request' ? ', which comes with the request,' : '';
  const where = json && context === 'script' ? ', and a `</script>` in it ends the script' : '';
  return {
    message: `${json ? `${name} as JSON` : name}${source} is put into the page as it is${where}.`,
    fix: mendable ? 'automatic' : 'manual',
    severity:
      origin === 'request'
        ? 'high'
        : isHtml || json || stored || isMild(found) || isOwnLink(path, found)
          ? 'low'
          : 'medium',
    snippet: mendable
      ? text.slice(start, encode.start) + encode.text + text.slice(encode.end, end)
      : snippetFor(json, isHtml, name),
  };
}

/** What is a number or a date by its name, and what stands in a script, where JSON is meant most often. */
const isMild = ({ data, kind, context }: UnencodedData): boolean =>
  kind !== 'data' || context === 'script' || data.every((names) => NUMBER.test(names.at(-1) ?? ''));

const NUMBER =
  /(count|total|time|date|size|number|page|year|price|amount|code|status|_at|At|Id|_id|[tT]oken|[uU]uid)$|^(id|code|port|day|month)$/;

function snippetFor(json: boolean, isHtml: boolean, name: string): string {
  if (json) return `JSON.stringify(${name}).replace(/</g, '\\\\u003c')`;
  return isHtml ? `sanitizeHtml(${name}) // where the value is made` : 'Encode it for the place where it stands.';
}
