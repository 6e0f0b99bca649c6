/**
 * Where in a page something stands: in its `text`, in a quoted `attribute`, at the start of a quoted `address` (`href`),
 * or where encoding as HTML is not enough: without quotes, in `code` (a handler, a style), in a tag, a script, a style
 * sheet or a comment.
 */
export type HtmlContext =
  'text' | 'attribute' | 'address' | 'unquoted' | 'code' | 'tag' | 'script' | 'style' | 'comment';

/** Stands for a value that is filled in; no page has it. */
export const HOLE = '\u0001';

const ADDRESS = /^(href|src|action|formaction|data|poster|background|cite|xlink:href)$/i;
/** Handlers, and what Vue, Alpine, Angular and htmx read as code. */
const CODE = /^(on\w+|style|srcdoc|[@:].*|(v|x|ng|hx|data-ng|data-hx|data-x)-.*)$/i;
/** What follows is run, or shown as a page of its own. */
const CODE_ADDRESS = /^\s*(javascript:|vbscript:|data:(text\/html|$))/i;
const TAG = new RegExp(`^</?([a-z${HOLE}][\\w:${HOLE}-]*)`, 'i');
const ATTRIBUTE = /^(?:[^\s"'>/=]+|\/)(?:(\s*=\s*)(?:"[^"]*"|'[^']*'|(?!["'])[^\s>]*))?/;

/** The context at the end of a piece of HTML. */
export function contextAfter(html: string): HtmlContext {
  let at = 0;
  for (;;) {
    const open = html.indexOf('<', at);
    if (open === -1) return 'text';
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open);
      if (end === -1) return 'comment';
      at = end + 3;
      continue;
    }
    // What a tag is called needs none of the characters that are encoded: `<img src=x onerror=…>`.
    if (/^<\/?$/.test(html.slice(open))) return 'tag';
    const [whole, name] = TAG.exec(html.slice(open, open + 60)) ?? [];
    if (whole === undefined || name === undefined) {
      at = open + 1;
      continue;
    }
    const inside = insideTag(html, open + whole.length);
    if (typeof inside === 'string') return inside;
    at = inside;
    if (/^(script|style)$/i.test(name) && html[open + 1] !== '/') {
      const end = html.toLowerCase().indexOf(`</${name.toLowerCase()}`, at);
      if (end === -1) return name.toLowerCase() as 'script' | 'style';
      at = end;
    }
  }
}

/** The offset behind a tag, or the context where the page ends within it. */
function insideTag(html: string, from: number): number | HtmlContext {
  let at = from;
  for (;;) {
    at += /^\s*/.exec(html.slice(at))![0].length;
    if (at >= html.length) return 'tag';
    if (html[at] === '>') return at + 1;
    const rest = html.slice(at);
    const open = /^([^\s"'>/=]+)\s*=\s*(?:(["'])((?:(?!\2)[^])*)|([^\s"'>]*))$/.exec(rest);
    if (open) return ofAttribute(open[1]!, open[2], open[3] ?? '');
    const whole = ATTRIBUTE.exec(rest)?.[0] ?? rest[0]!;
    if (whole.length === rest.length && !/["']$/.test(whole)) return 'tag';
    at += whole.length;
  }
}

function ofAttribute(name: string, quote: string | undefined, value: string): HtmlContext {
  if (quote === undefined) return 'unquoted';
  // `<meta http-equiv="refresh" content="0;url=…">`
  if (/^content$/i.test(name) && /;\s*url\s*=\s*['"]?$/i.test(value)) return 'address';
  const context = contextOfAttribute(name);
  if (context !== 'address') return context;
  return CODE_ADDRESS.test(value) ? 'code' : value.trim() === '' ? 'address' : 'attribute';
}

/** The context at the start of a quoted attribute. */
export function contextOfAttribute(name: string): HtmlContext {
  if (CODE.test(name)) return 'code';
  return ADDRESS.test(name) ? 'address' : 'attribute';
}

/** Where the five characters that `escapeHtml` replaces are all that matters. */
export const isEncodable = (context: HtmlContext): boolean => context === 'text' || context === 'attribute';
