/** What a command of a script does, as far as starting the app is concerned. */
export type Purpose =
  | 'serve'
  /** Must have run before; runs once, when it is needed. */
  | 'build'
  /** Needs the database, or changes what is not ours to change: left out. */
  | 'aside'
  /** Starts something that cannot be watched or ended: a daemon, a container, another runtime, a page's own server. */
  | 'elsewhere'
  | 'unknown';

/** Programs that run a file of JavaScript or TypeScript, or a framework's own starter. */
export const RUNNER =
  /^(node|nodejs|tsx|ts-node|ts-node-esm|ts-node-script|ts-node-transpile-only|babel-node|swc-node|sucrase-node|esno|esr|jiti|vite-node|nodemon|node-dev|supervisor|ts-node-dev|tsnd|babel-watch|nest|fastify|tsc-watch)$/;
const ELSEWHERE =
  /^(pm2|pm2-runtime|pm2-docker|forever|docker|docker-compose|podman|bun|bunx|deno|wrangler|vercel|netlify|serverless|sls|sst|sam|func|firebase|functions-framework|next|nuxt|vite|react-scripts|ng|gatsby|astro|parcel|kubectl|heroku|systemctl)$/;
const BUILD =
  /^(tsc|ttsc|tspc|vue-tsc|tsup|tsdown|babel|swc|esbuild|rollup|webpack|webpack-cli|unbuild|ncc|pkgroll|microbundle|rimraf|rm|del|del-cli|shx|mkdir|mkdirp|cp|cpx|cpy|cpy-cli|copyfiles|ncp|tsc-alias|tsconfig-paths|graphql-codegen|resolve-tspaths|sass|node-sass|tailwindcss|postcss)$/;
const ASIDE =
  /^(echo|exit|true|sleep|wait-on|wait-port|wait-for-it|eslint|prettier|xo|standard|tslint|biome|oxlint|jest|vitest|mocha|ava|tap|husky|knex|sequelize|sequelize-cli|typeorm|typeorm-ts-node-commonjs|typeorm-ts-node-esm|mikro-orm|db-migrate|migrate-mongo|node-pg-migrate|drizzle-kit|open|open-cli|clear|kill-port|fkill|git|stripe|ngrok|lt|mailhog|maildev|livereload|browser-sync)$/;

const STARTER: Record<string, Purpose> = { start: 'serve', build: 'build' };

/** `cwd`: where it runs, relative to the root. */
export function purposeOf(words: readonly string[], cwd = ''): Purpose {
  const [first = '', second = ''] = words;
  const flags = words.slice(1).filter((word) => word.startsWith('-'));
  if (first === 'prisma') return second === 'generate' ? 'build' : 'aside';
  // What these do, their own files say.
  if (/^(nx|turbo|make|gulp|grunt|nps)$/.test(first))
    return /build|compile|clean/.test(words[1] ?? '') ? 'build' : 'unknown';
  if (/^(nest|fastify)$/.test(first)) return STARTER[second] ?? 'unknown';
  if (ELSEWHERE.test(first)) return 'elsewhere';
  if (ASIDE.test(first)) return 'aside';
  if (/^(npm|pnpm|yarn)$/.test(first)) return purposeOfScript(words, cwd);
  if (BUILD.test(first)) return flags.some((flag) => /^(-w|--watch\b.*)$/.test(flag)) ? 'aside' : 'build';
  if (!RUNNER.test(first)) return 'unknown';
  if (/^node(js)?$/.test(first) && nodeArguments(words.slice(1), true) === null) return 'build';
  // A script of the project that prepares something: `node scripts/copy-assets.js`, `ts-node src/migrations/run.ts`.
  const file = words.find((word, at) => at > 0 && !word.startsWith('-') && /[/.]/.test(word)) ?? '';
  if (/migrat|seed/i.test(file)) return 'aside';
  if (/^(\.\/)?(scripts?|tools?|tasks?)\/|(^|\/)(build|esbuild|copy\w*|clean)(\.config)?\.[cm]?[jt]s$/.test(file))
    return 'build';
  return 'serve';
}

/** What the script of another package does, or one that cannot be read. */
function purposeOfScript(words: readonly string[], cwd: string): Purpose {
  if (words.some((word) => /^(i|install|ci|add|audit|outdated|update|version|test)$/.test(word))) return 'aside';
  if (words.some((word) => /^(build|compile|transpile|tsc|clean)\b/.test(word))) return 'build';
  const ofPages = [cwd, ...words].some((word) => /client|front|web|\bui\b|admin|dashboard/i.test(word));
  return ofPages ? 'aside' : 'unknown';
}

/** Flags of Node.js whose value is the next word. */
const NODE_VALUE =
  /^(-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--title|--env-file|--env-file-if-exists|--watch-path|--dns-result-order|--icu-data-dir|--openssl-config|--trace-event-categories|--unhandled-rejections|--disable-warning)$/;
/** The inspector would listen on a port of its own, and watching goes on where the app has ended. */
const NODE_UNWANTED = /^--(watch|inspect)(-\w+)*(=|$)/;
const ENV_FILE = /^--env-file(-if-exists)?(=|$)/;

export interface NodeArguments {
  flags: string[];
  /** The file and its arguments. */
  rest: string[];
}

/** The arguments of `node`, without those that watch, and without env files unless they are kept; null for `node -e …`. */
export function nodeArguments(words: readonly string[], keepEnvFiles: boolean): NodeArguments | null {
  const flags: string[] = [];
  let at = 0;
  for (; at < words.length && words[at]!.startsWith('-'); at++) {
    const flag = words[at]!;
    if (/^(-e|--eval|-p|--print|-i|--interactive|--test|--check|-c|--run|-)$/.test(flag)) return null;
    if (flag === '--') continue;
    const value = NODE_VALUE.test(flag) ? [words[++at] ?? ''] : [];
    if (!NODE_UNWANTED.test(flag) && (keepEnvFiles || !ENV_FILE.test(flag))) flags.push(flag, ...value);
  }
  return at < words.length ? { flags, rest: words.slice(at) } : null;
}

export const hasEnvFile = (words: readonly string[]): boolean => words.some((word) => ENV_FILE.test(word));
