/** What to try when an app does not come up, by what it wrote. */
import type { BootOptions } from './boot';

const DATABASES: Record<string, string> = {
  5432: 'PostgreSQL',
  3306: 'MySQL',
  27017: 'MongoDB',
  6379: 'Redis',
  1433: 'SQL Server',
  5672: 'RabbitMQ',
  9092: 'Kafka',
  9200: 'Elasticsearch',
  11211: 'Memcached',
};

/** The package that a path lies in. */
const PACKAGE = /[^'\n]*node_modules[\\/]((?:@[\w.-]+[\\/])?[\w.-]+)/.source;

interface Hint {
  pattern: RegExp;
  say(match: RegExpMatchArray): string;
}

const NOT_BUILT = 'The built files are missing: run the build script first.';

/** A package manager that scripts call by its name. */
const notInstalled = (manager: string): string =>
  manager === 'bun' ? 'bun is not installed.' : `${manager} is not installed: corepack enable ${manager}`;

/** The first that matches is the cause; what follows from it comes later. */
const HINTS: Hint[] = [
  {
    pattern:
      /\(hidden by tempered, see --env-file\)|(?:[Ff]ailed to (?:find|load)|[Cc]annot find|[Mm]issing) (?:the )?\.env\b/,
    say: () =>
      'The app insists on its env file, which is hidden from it: name the one it may read with --env-file FILE.',
  },
  {
    pattern:
      /npx canceled due to missing packages.*\["(@?[^@"]+)|request to \S+\/(\S+) failed: cache mode is 'only-if-cached'/,
    say: ([, missing, unknown = '']) => {
      const name = missing ?? decodeURIComponent(unknown);
      return `${name} is not installed: install the dependencies, or add it to them (npm install --save-dev ${name}).`;
    },
  },
  {
    pattern: /sh: (?:(?:line )?\d+: )?(pnpm|yarn|bun): (?:command )?not found|spawn (pnpm|yarn|bun) ENOENT/,
    say: ([, shell, spawned]) => notInstalled(shell ?? spawned!),
  },
  ...[
    new RegExp(
      `(?:Cannot find module '|Could not locate the bindings file\\. Tried:\\s+→ |The module ')${PACKAGE}[^'\\n]*\\.node\\b`,
    ),
    new RegExp(`No native build was found.*\\s+loaded from: ${PACKAGE}`),
  ].map((pattern) => ({
    pattern,
    say: ([, name]: RegExpMatchArray) => `${name} is not built for this version of Node.js: npm rebuild ${name}`,
  })),
  {
    pattern: /(?:^|[\s/"'])(?:dist|build|out|lib)\S* doesn't exist within/,
    say: () => NOT_BUILT,
  },
  {
    pattern: /a connection to (registry\.\S+) was refused by tempered/,
    say: () =>
      'The package manager wants to fetch a version of itself, or a package that is missing: install the dependencies first, or start the app without it (--start "node server.js").',
  },
  {
    pattern: /a connection to (\S+) was refused by tempered/,
    say: ([, host]) =>
      `It wants to reach ${host}. Point it at a service on this machine with --env-file FILE, or let it out with --allow-network.`,
  },
  {
    pattern: /ECONNREFUSED\s+(?:127\.0\.0\.1|::1|localhost):(\d+)/,
    say: ([, port = '']) =>
      `Nothing listens on port ${port} of this machine${DATABASES[port] ? `, where ${DATABASES[port]} usually is` : ''}: start it, or say where it is with --env-file FILE.`,
  },
  { pattern: /TS\d{4,5}:|TSError/, say: () => 'The TypeScript does not compile: mend the errors above first.' },
  // Names of settings are told from other words by their capitals, so that case counts in some.
  ...[
    /ZodError|envalid|Config validation error|Environment variable not found|secretOrPrivateKey|requires a secret|secret option required/,
    /(?:invalid|missing)\b.{0,30}\benv(?:ironment)?\b|\benv(?:ironment)? (?:variables? )?.{0,60}\b(?:required|missing|undefined|not (?:set|defined|found))/i,
    /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b.{0,40}\b(?:required|missing|undefined|empty|invalid|must|not (?:set|defined|found|provided))|(?:[Mm]issing|[Ii]nvalid|[Rr]equired|[Uu]ndefined)\b.{0,40}\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/,
    /"[A-Z][A-Z0-9_]+" is (?:required|not allowed)|`uri` parameter to `openUri\(\)` must be a string/,
  ].map((pattern) => ({
    pattern,
    say: () => 'A setting is missing or has a form that the app does not take: give it one with --env-file FILE.',
  })),
  {
    pattern:
      /MongooseServerSelectionError|MongoServerSelectionError|PrismaClientInitializationError|ECONNREFUSED|Can't reach database server|SequelizeConnectionRefusedError/,
    say: () => 'A database or another service cannot be reached: start it, or say where it is with --env-file FILE.',
  },
  {
    pattern: /Cannot find (?:module|package) '([^']+)'/,
    say: ([, name = '']) =>
      /^[./]|^[a-z]:\\|^file:/i.test(name)
        ? /[\\/](?:dist|build|out|lib)[\\/]/.test(name)
          ? NOT_BUILT
          : `A file is missing (${name}): is the project built, and complete?`
        : `The package ${name} is missing: install the dependencies first.`,
  },
  {
    pattern: /Unknown file extension "\.tsx?"|ERR_UNKNOWN_FILE_EXTENSION/,
    say: () =>
      'Node.js cannot run this TypeScript as it is: build it first, or start it with tsx (--start "npx tsx src/server.ts").',
  },
  {
    pattern: /run "(?:yarn|npm|pnpm) install"/,
    say: () => 'The dependencies are not installed, or not all of them: install them first.',
  },
  {
    pattern: /ERR_REQUIRE_ESM|Cannot use import statement outside a module|require is not defined in ES module/,
    say: () => 'The module system does not fit: build the project first, or use the version of Node.js it is made for.',
  },
  {
    pattern: /(?:^|\n)SyntaxError: .*/,
    say: () => 'A file cannot be parsed: does the app start without tempered, with this version of Node.js?',
  },
  {
    pattern: /EADDRINUSE/,
    say: () => 'A port is taken by a program that tempered does not control: end that program first.',
  },
  {
    pattern: /ERR_ACCESS_DENIED/,
    say: () =>
      'The permission model of Node.js keeps out what tempered loads into the app: start it without --permission (--start CMD).',
  },
  { pattern: /\b(?:EACCES|EPERM)\b/, say: () => 'The app lacks a permission, see the log.' },
  {
    pattern: /(?:npm|yarn|pnpm)\b.*[Mm]issing script|Command ".*" not found|sh: .*not found|Error: spawn \S+ ENOENT/,
    say: () => 'The start command does not work by itself: install the dependencies, or name another with --start CMD.',
  },
];

/** What to try, by what a program wrote; null where nothing in it tells. */
export function hintIn(output: string): string | null {
  for (const { pattern, say } of HINTS) {
    const match = output.match(pattern);
    if (match) return say(match);
  }
  return null;
}

export const ESCAPE_HINT =
  'Only servers of Node.js itself can be kept on this machine, not those of Bun, Deno or native code such as uWebSockets.js. Start it yourself where that is safe, and name its address with --url.';

/** One or two sentences. */
export function hintFor(
  output: string,
  failed: Error | null,
  escaped: number[],
  { start, timeout }: BootOptions,
): string {
  if (failed) return `Is it installed? Name another command with --start CMD; this one was run in ${start.cwd}.`;
  if (escaped.length > 0) return ESCAPE_HINT;
  return (
    hintIn(output) ??
    `Does \`${start.shown}\` work without tempered? Name another command with --start CMD, settings with --env-file FILE, and more time than ${Math.round(timeout / 1000)} s with --timeout S.`
  );
}
