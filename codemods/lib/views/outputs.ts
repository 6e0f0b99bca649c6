import { contextAfter, contextOfAttribute, HOLE, type HtmlContext } from '../xss/context';
import type { Engine } from './engines';

/** A place of a template that puts a value into the page as it is. */
export interface RawOutput {
  start: number;
  end: number;
  expression: string;
  context: HtmlContext;
  /** What makes it encode the value: a part of the template, and what comes in its place. */
  encode: { start: number; end: number; text: string };
  /** Of Nunjucks, the filters that the value goes through. */
  filters: string[];
}

/** Where a template puts values into the page without encoding them. */
export function rawOutputs(engine: Engine, text: string): RawOutput[] {
  if (engine === 'pug') return ofPug(text);
  const found: RawOutput[] = [];
  let html = '';
  let at = 0;
  for (const tag of text.matchAll(TAGS[engine])) {
    html += text.slice(at, tag.index);
    at = tag.index + tag[0].length;
    const output = READERS[engine](tag[0], tag.index);
    if (output) found.push({ ...output, context: contextAfter(html) });
    if (output || isOutput(engine, tag[0])) html += HOLE;
  }
  return found;
}

type Read = (tag: string, start: number) => Omit<RawOutput, 'context'> | null;

const TAGS: Record<Exclude<Engine, 'pug'>, RegExp> = {
  ejs: /<%%|<%#[^]*?%>|<%[^]*?%>/g,
  handlebars: /\{\{!--[^]*?--\}?\}\}|\{\{\{\{[^]*?\}\}\}\}|\{\{~?\{[^]*?\}~?\}\}|\{\{[^]*?\}\}/g,
  nunjucks: /\{#[^]*?#\}|\{%-?\s*(raw|verbatim)[^]*?end\1\s*-?%\}|\{%[^]*?%\}|\{\{[^]*?\}\}/g,
};

const isOutput = (engine: Engine, tag: string): boolean =>
  engine === 'ejs'
    ? /^<%[=-]/.test(tag)
    : engine === 'handlebars'
      ? /^\{\{~?\{?\s*[\w@.[]/.test(tag) && !/^\{\{~?\s*else\b/.test(tag)
      : tag.startsWith('{{');

const READERS: Record<Exclude<Engine, 'pug'>, Read> = {
  ejs: (tag, start) => {
    const [, expression] = /^<%-([^]*?)[-_]?%>$/.exec(tag) ?? [];
    if (expression === undefined) return null;
    return {
      start,
      end: start + tag.length,
      expression: expression.trim().replace(/;$/, ''),
      encode: { start: start + 2, end: start + 3, text: '=' },
      filters: [],
    };
  },
  handlebars: (tag, start) => {
    const end = start + tag.length;
    const [, open = '', expression, close = ''] = /^\{\{(~?)\{([^{][^]*?)\}(~?)\}\}$/.exec(tag) ?? [];
    const [, before, other] = /^\{\{(~?)&([^]*?)~?\}\}$/.exec(tag) ?? [];
    if (expression !== undefined) {
      const encode = { start, end, text: `{{${open}${expression}${close}}}` };
      return { start, end, expression: expression.trim(), encode, filters: [] };
    }
    if (other === undefined) return null;
    const sign = start + 2 + before!.length;
    return { start, end, expression: other.trim(), encode: { start: sign, end: sign + 1, text: '' }, filters: [] };
  },
  nunjucks: (tag, start) => {
    const body = /^\{\{-?([^]*?)-?\}\}$/.exec(tag)?.[1];
    const safe = body === undefined ? null : /\s*\|\s*(safe|raw)(?=\s*$)/.exec(body);
    if (body === undefined || !safe) return null;
    const from = start + tag.indexOf(body) + safe.index;
    const [expression, ...filters] = splitFilters(body.slice(0, safe.index));
    return {
      start,
      end: start + tag.length,
      expression: expression!.trim(),
      encode: { start: from, end: from + safe[0].length, text: '' },
      filters: filters.map((each) => /^\s*(\w*)/.exec(each)![1]!),
    };
  },
};

/** At each `|` that stands in no text. */
function splitFilters(body: string): string[] {
  const parts = [''];
  for (const [part] of body.matchAll(/'[^']*'|"[^"]*"|\|\||\||[^'"|]+|['"]/g))
    if (part === '|') parts.push('');
    else parts[parts.length - 1] += part;
  return parts;
}

const ATTRIBUTE_NAME = /([(,\s])([\w:@.-]+)!=(?![=\s])/g;

/** Pug goes by lines: `!{value}`, `p!= value`, and `a(href!=value)`. */
function ofPug(text: string): RawOutput[] {
  const found: RawOutput[] = [];
  let at = 0;
  let comment = Infinity;
  let code: { indent: number; context: HtmlContext } | null = null;
  for (const line of text.split('\n')) {
    const start = at;
    at += line.length + 1;
    const indent = /^[ \t]*/.exec(line)![0].length;
    if (line.trim() === '') continue;
    if (indent > comment) continue;
    comment = /^\s*\/\//.test(line) ? indent : Infinity;
    if (comment !== Infinity) continue;
    if (code && indent <= code.indent) code = null;
    const block = /^\s*(script|style)\b[^]*\.\s*$/.exec(line)?.[1];
    if (block) code = { indent, context: block as 'script' | 'style' };
    const own = /^\s*(script|style)\b/.exec(line)?.[1] as 'script' | 'style' | undefined;
    found.push(...ofPugLine(line, start, own ?? code?.context ?? null));
  }
  return found;
}

function ofPugLine(line: string, start: number, inside: HtmlContext | null): RawOutput[] {
  const found: RawOutput[] = [];
  const add = (from: number, to: number, expression: string, sign: number, text: string, context: HtmlContext): void =>
    void found.push({
      start: start + from,
      end: start + to,
      expression: expression.trim(),
      context: inside ?? context,
      encode: { start: start + sign, end: start + sign + 1, text },
      filters: [],
    });
  for (const match of line.matchAll(/(?<!\\)!\{([^}]*)\}/g))
    add(match.index, match.index + match[0].length, match[1]!, match.index, '#', 'text');
  if (inside) return found;
  const buffered = /^(\s*(?:[\w#.:-]+(?:\((?:[^()]|\([^()]*\))*\))?)?)!=(?!=)\s*(.+?)\s*$/.exec(line);
  const sign = buffered?.[1]?.length ?? line.length;
  for (const match of /^\s*[\w#.:-]+\(/.test(line) ? line.slice(0, sign).matchAll(ATTRIBUTE_NAME) : []) {
    const [whole, before, name] = match as unknown as [string, string, string];
    const from = match.index + before.length;
    const to = match.index + whole.length;
    const expression = /^[\w$.[\]'"]+/.exec(line.slice(to))?.[0];
    // Behind another parenthesis it compares.
    if (expression && depthOf(line.slice(0, from)) === 1)
      add(from, to + expression.length, expression, to - 2, '', contextOfAttribute(name));
  }
  if (buffered) add(sign, line.trimEnd().length, buffered[2]!, sign, '', 'text');
  return found;
}

/** How many parentheses are open. */
const depthOf = (text: string): number => text.split('(').length - text.split(')').length;
