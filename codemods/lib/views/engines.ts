/** The template languages that are read, by what they have in common. */
export type Engine = 'ejs' | 'handlebars' | 'pug' | 'nunjucks';

const ENDINGS: [Engine, RegExp][] = [
  ['ejs', /\.ejs$/i],
  ['handlebars', /\.(hbs|handlebars|mustache|hjs)$/i],
  ['pug', /\.(pug|jade)$/i],
  ['nunjucks', /\.(njk|nunjucks|swig|twig)$/i],
];

/** Which of the packages renders `.html`. */
const PACKAGES: [Engine, RegExp][] = [
  ['ejs', /^(ejs|ejs-mate|ejs-locals|express-ejs-layouts|koa-ejs|@koa\/ejs)$/],
  ['nunjucks', /^(nunjucks|swig|swig-templates|twig|koa-nunjucks-2|express-nunjucks)$/],
  ['handlebars', /^(handlebars|hbs|mustache|mustache-express|express-handlebars|express-hbs|koa-hbs)$/],
];

/** How they look, where a project has several: no other one has such marks. */
const MARKS: [Engine, RegExp][] = [
  ['ejs', /<%/],
  ['nunjucks', /\{%|\{\{[^{}|]*[^{}|]\|\s*\w+[^{}]*\}\}/],
  ['handlebars', /\{\{\{|\{\{\s*[#/>&]/],
];

/**
 * What a template is written for: its ending says so, and of `.html` the packages of the project, or the text where there
 * are several; null where nothing does.
 */
export function engineOf(path: string, packages: readonly string[], text = ''): Engine | null {
  // `.ts.ejs`, `.txt.hbs`: what it makes is no page.
  if (
    /\.(?!html?\.|min\.)\w{1,5}\.\w+$/i.test(path) ||
    /(^|\/)(generators?|plop[\w-]*|_templates|scaffolds?)\//i.test(path)
  )
    return null;
  const own = ENDINGS.find(([, ending]) => ending.test(path))?.[0];
  if (own || !/\.html?$/i.test(path)) return own ?? null;
  if (!/(^|\/)(views?|templates?|pages|layouts|partials)\//i.test(path)) return null;
  const found = PACKAGES.filter(([, names]) => packages.some((name) => names.test(name)));
  const fitting = found.filter(([engine]) => MARKS.some(([of, mark]) => of === engine && mark.test(text)));
  return found.length === 1 ? found[0]![0] : fitting.length === 1 ? fitting[0]![0] : null;
}
