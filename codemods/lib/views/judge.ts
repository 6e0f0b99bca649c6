import { isEncodable } from '../xss/context';
import type { Engine } from './engines';
import { type RawOutput, rawOutputs } from './outputs';
import { type OutputValue, valueOf } from './values';

/** A place of a template where data becomes markup. */
export interface UnencodedData extends RawOutput, OutputValue {
  /** Its name says that markup is meant. */
  isHtml: boolean;
  /** Encoding it is all that is needed, where no markup is meant. */
  mendable: boolean;
}

/** Parts of pages, which templates put in as they are: `body`, `layout`. */
const LAYOUT =
  /^(body|contents?|yield|outlet|blocks?|layout|partials?|children|slot|main|head|header|footer|sidebar|nav\w*|menu|template|section|extra\w*|caller|super|self|loader|default\w*)$/i;
const ASSETS =
  /(scripts?|styles?|css|js|javascripts?|stylesheets?|assets?|svg|icons?|bundle|manifest|analytics|csrf\w*|nonce|html?attrs?|attributes|attrs?)$/i;
/** What those who run the app write: `config.title`, `baseUrl`. */
const OWN =
  /^(__|t|i18n|lang\w*|dir|locales?|translations?|strings|config\w*|settings?|env|process|site|theme|constants|pkg|package|app|global\w*|themeConfig|htmlWebpackPlugin)$/i;
const ADDRESS =
  /^(server|base|site|root|app|assets?|static|cdn|public|home|host|canonical)_?(url|uri|path|domain|host|root|prefix)$/i;
const HTML =
  /html|markup|markdown|rendered|embed|snippet|widget|excerpt|pagination|paginator|links?$|^(body|content|safe\w*|form\w*)$|captcha|toc\b/i;

/** Where a template shows data without encoding it. */
export function unencodedData(engine: Engine, text: string): UnencodedData[] {
  return rawOutputs(engine, text).flatMap((output) => {
    const value = valueOf(engine, output);
    const data = value.data.filter(isData);
    if (data.length === 0) return [];
    const isHtml = value.kind === 'rendered' || data.every((names) => HTML.test(names.at(-1) ?? ''));
    const encodable = isEncodable(output.context) || output.context === 'address';
    return [
      { ...output, ...value, data, isHtml, mendable: value.plain && value.kind === 'data' && !isHtml && encodable },
    ];
  });
}

function isData(names: readonly string[]): boolean {
  const [first = '', last = first] = [names[0], names.at(-1)];
  if (
    names.length === 0 ||
    /^([ijkn]|index|idx)$/.test(names.join('.')) ||
    OWN.test(first) ||
    ADDRESS.test(last) ||
    first.startsWith('@')
  )
    return false;
  return !ASSETS.test(last) && !(names.length === 1 && LAYOUT.test(first));
}
