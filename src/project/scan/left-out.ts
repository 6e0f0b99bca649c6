import type { LeftOutReason } from '../../types';

/** What TypeScript and JavaScript files are called; `config.ts.example` is one that everybody copies. */
const SOURCE = /\.[cm]?[jt]sx?(\.(example|sample|dist|template|default))?$/;
const COPIED = /\.(example|sample|dist|template|default)$/;

const TEST_FOLDERS =
  /(^|\/)(tests?|__tests?__|specs?|e2e(-tests?)?|cypress|playwright|testing|test-?(utils?|helpers?|support)|integration-tests?|unit-tests?)\//i;
const TEST_FILES = /([._-](tests?|specs?|e2e|cy)|(^|\/)tests?)\.\w+$/i;
const FIXTURES =
  /(^|\/)(__fixtures__|fixtures?|__mocks__|mocks?|mock-?data|test-?data|__snapshots__)\/|[._-](mocks?|fixtures?)\.\w+$/i;
const STORIES = /\.(stories|story)\.\w+$|(^|\/)\.storybook\//;
const VENDORED =
  /(^|\/)(vendors?|third[_-]?party|3rd-?party|bower_components|jspm_packages|\.yarn)\/|[.-]min\.\w+$|(^|\/)\.pnp\.c?js$/i;
const STATIC = /(^|\/)(public|static|assets?|www|wwwroot|htdocs|javascripts)\//i;
const STATIC_LIBRARIES = /(^|\/)(public|static|assets?|www|wwwroot|htdocs)\/(.*\/)?(libs?|plugins|components)\//i;
/** Libraries that are copied into folders of static files, with or without a version behind the name. */
const LIBRARY =
  /(^|\/)(jquery|bootstrap|angular|react(-dom)?|vue|ember|backbone|underscore|lodash|knockout|zepto|mootools|prototype|dojo|ext-all|d3|three|p5|pixi|phaser|chart|highcharts|echarts|raphael|morris|flot|leaflet|ol|moment|dayjs|luxon|handlebars|mustache|ejs|require|modernizr|html5(shiv|-?shim)?|respond|popper|tether|holder|prism|highlight|hljs|codemirror|ace|tinymce|ckeditor|summernote|quill|select2|chosen|datatables?|fullcalendar|sweetalert2?|toastr|dropzone|swiper|slick|owl\.carousel|lightbox|fancybox|magnific-popup|metismenu|sb-admin|fontawesome|font-awesome|socket\.io|sockjs|stomp|axios|hammer|typeahead|bloodhound|masonry|isotope|wow|aos|gsap|tweenmax|particles|mathjax|katex|marked|showdown|clipboard|crypto-js|forge|es5-shim|es6-shim|polyfill|swagger-ui)([.@_-][\w.@-]*)?\.[cm]?js$/i;
const GENERATED =
  /(^|\/)(dist|build|out|coverage|generated|__generated__|\.(?!storybook\/|github\/|vscode\/)[\w-]+)\/|\.(generated|gen|pb)\.\w+$|_pb2?(_grpc|_service)?\.\w+$/i;
const DECLARATION = /\.d\.([\w-]+\.)?[cm]?ts$/;

export const isSource = (path: string): boolean => SOURCE.test(path);

/** The name by which a file is parsed: a sample's is that of its copy. */
export const parsedName = (path: string): string => path.replace(COPIED, '');

/** Why a file is not looked at, as far as its path says; null where nothing speaks against it. */
export function leftOutByPath(path: string): LeftOutReason | null {
  if (DECLARATION.test(path)) return 'declarations';
  if (STORIES.test(path)) return 'stories';
  if (FIXTURES.test(path)) return 'fixtures';
  if (TEST_FOLDERS.test(path) || TEST_FILES.test(path)) return 'tests';
  if (GENERATED.test(path)) return 'generated';
  return isVendored(path) ? 'vendored' : null;
}

export const isVendored = (path: string): boolean =>
  VENDORED.test(path) || STATIC_LIBRARIES.test(path) || (STATIC.test(path) && LIBRARY.test(path));

const MARKED =
  /@generated\b|\b(code|file|class|module) (is |was )?(auto-?|automatically )?generated\b[^]{0,120}\b(do not|don't|not be) (edit|modif)/i;
const BANNER = /^\s*\/[*/]!?[^]{0,600}?(\(c\)|©|copyright|licen[sc]e|\bv\d+\.\d+)/i;
const SOURCE_MAP = /^\/[/*][#@] sourceMappingURL=/m;

/** What TypeScript, Babel, esbuild, Rolldown and webpack begin their output with. */
const COMPILED =
  /^(?:Object\.defineProperty\(exports, ?["']__esModule["'], ?\{ ?value: ?(?:true|!0) ?\}\)|exports\.__esModule = true|(?:var|const|let) __\w+ = (?:\(this && this\.__\w+\)|Object\.(?:create|defineProperty|getOwnPropertyNames)\b)|function _interopRequire(?:Default|Wildcard)\(|\/\/#region )|__webpack_require__/m;

/** Why a file is not looked at, as far as its text says. What the app itself loads is its source, compiled or not. */
export function leftOutByText(path: string, text: string, loaded: boolean): LeftOutReason | null {
  if (text.includes('\0')) return 'binary';
  if (MARKED.test(text.slice(0, 1500)) || isMinified(text)) return 'generated';
  if (loaded) return null;
  if (SOURCE_MAP.test(text.slice(-2000)) || COMPILED.test(text.slice(0, 3000))) return 'generated';
  return STATIC.test(path) && BANNER.test(text.slice(0, 1000)) ? 'vendored' : null;
}

/** Most of the text stands in lines that nobody writes. */
function isMinified(text: string): boolean {
  if (text.length < 5000) return false;
  let long = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > 1000) long += end - start;
    start = end + 1;
  }
  return long * 2 > text.length;
}
