import { HOSTILE, HOSTILE_NAMES } from './hostile';
import { manifestFields, settings } from './settings';
import type { Random } from './random';
import { type Files, seeds } from './seeds';

/** What is no plain file: made after the others, in the place of what is there. */
export interface Odd {
  path: string;
  kind: 'link' | 'pipe' | 'folder';
  /** Of a link. */
  target?: string;
}

export interface Mutant {
  files: Record<string, string | Buffer>;
  odd: Odd[];
}

/** A project with a few things wrong with it. */
export function mutate(seed: Files, random: Random): Mutant {
  const mutant: Mutant = { files: { ...seed }, odd: [] };
  for (let left = 1 + random.int(4); left > 0; left--) random.pick(MUTATIONS)(mutant, random);
  return mutant;
}

type Mutation = (mutant: Mutant, random: Random) => void;

const isSource = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path);

function inSource(change: (text: string, random: Random) => string | Buffer): Mutation {
  return ({ files }, random) => {
    const paths = Object.keys(files).filter((path) => isSource(path) && typeof files[path] === 'string');
    if (paths.length === 0) return;
    const path = random.pick(paths);
    files[path] = change(files[path] as string, random);
  };
}

const PIECES = [
  ...'{}()[];,.:?`\'"\\/*=<>!&|+-#@$%^~\n\t '.split(''),
  ...[
    '=>',
    '...',
    'await ',
    'async ',
    'yield ',
    'new ',
    'class A {',
    'import(',
    'export default ',
    'let app',
    '#!/x\n',
  ],
  ...['//', '/*', '*/', '<!--', '${', '`', 'process.env.', 'req.body.', 'app.use(', 'app.get(', 'null', 'undefined'],
  ...['// tempered-ignore-next-line * -- x\n', 'eval(req.query.a);', '"use strict";', 'require("./app")', 'this'],
];

const at = (text: string, random: Random): number => random.int(text.length + 1);
const insert = (text: string, place: number, what: string): string => text.slice(0, place) + what + text.slice(place);
const span = (text: string, random: Random): [start: number, end: number] => {
  const start = at(text, random);
  return [start, Math.min(text.length, start + 1 + random.int(60))];
};
const WORD = /[A-Za-z_$][\w$]*/g;
const TEXT = /'[^'\n\\]*'|"[^"\n\\]*"/g;

/** One of the matches, replaced. */
function replaceOne(text: string, pattern: RegExp, random: Random, by: (found: string) => string): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const match = random.pick(found);
  return text.slice(0, match.index) + by(match[0]) + text.slice(match.index + match[0].length);
}

const SOURCE_MUTATIONS: ((text: string, random: Random) => string | Buffer)[] = [
  (text, random) => insert(text, at(text, random), random.pick(PIECES)),
  (text, random) => insert(text, at(text, random), `\n${random.pick(PIECES)}${random.pick(PIECES)}\n`),
  (text, random) => {
    const [start, end] = span(text, random);
    return text.slice(0, start) + text.slice(end);
  },
  (text, random) => {
    const [start, end] = span(text, random);
    return insert(text, at(text, random), text.slice(start, end));
  },
  (text, random) => text.slice(0, at(text, random)),
  (text, random) => replaceOne(text, TEXT, random, () => JSON.stringify(random.pick(HOSTILE))),
  (text, random) => replaceOne(text, TEXT, random, (found) => `\`${found.slice(1, -1)}\``),
  (text, random) => replaceOne(text, TEXT, random, (found) => `(${found} + x)`),
  (text, random) => replaceOne(text, WORD, random, () => random.pick([...text.matchAll(WORD)])[0]),
  (text, random) =>
    replaceOne(text, WORD, random, () => random.pick(['delete', 'constructor', '__proto__', 'await', 'ä', 'let'])),
  (text, random) => text.replaceAll('\n', random.pick(['\r\n', '\r', '\u2028', ' '])),
  (text) => `\uFEFF${text}`,
  (text, random) => {
    const bytes = Buffer.from(text);
    if (bytes.length > 0) bytes[random.int(bytes.length)] = random.int(256);
    return bytes;
  },
  (text, random) => insert(text, at(text, random), random.pick(['\0', '\uFEFF', '\u2029', '\u202E', '\uFFFF'])),
  (text, random) => text + random.pick(DEEP),
  (text, random) => {
    const other = random.pick(seeds);
    return text + other[random.pick(Object.keys(other).filter(isSource))]!;
  },
  () => '',
  () => Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 167) % 256)),
];

const DEEP = [
  `\nx = ${'('.repeat(3000)}1${')'.repeat(3000)};`,
  `\nx = ${'['.repeat(3000)}${']'.repeat(3000)};`,
  `\nx = ''${" + a.b + 'c'".repeat(2000)};`,
  `\n${'if (a) {'.repeat(1500)}${'}'.repeat(1500)}`,
  `\n${'app.get("/a", (req, res) => res.send(req.query.x));\n'.repeat(100)}`,
  `\nx = a${'.b()'.repeat(2000)};`,
  `\nconst re = /${'(a+)+'.repeat(30)}$/;`,
  `\nvar ${Array.from({ length: 2000 }, (_, index) => `a${index} = a${index + 1}`).join(', ')};`,
  `\nx = \`${'${`'.repeat(200)}${'`}'.repeat(200)}\`;`,
  `\nconst s = '${'x'.repeat(300_000)}';`,
];

/** A file is called what nobody calls a file, and everything that names it does so. */
const rename: Mutation = ({ files }, random) => {
  const folder = random.pick(HOSTILE_NAMES);
  const manifest = files['package.json'];
  const moved = Object.keys(files).filter(isSource);
  for (const path of moved) {
    files[`${folder}/${path}`] = files[path]!;
    delete files[path];
  }
  try {
    const fields = JSON.parse(String(manifest)) as { main?: string; scripts?: Record<string, string> };
    if (fields.main) fields.main = `${folder}/${fields.main}`;
    else fields.main = `${folder}/${moved.find((path) => /server/.test(path)) ?? moved[0]}`;
    files['package.json'] = JSON.stringify(fields);
  } catch {
    // It is no JSON any more.
  }
};

const setting: Mutation = ({ files }, random) => {
  const [path, texts] = random.pick(settings);
  files[path] = random.pick(texts);
};

const field: Mutation = ({ files }, random) => {
  try {
    const fields = JSON.parse(String(files['package.json'])) as Record<string, unknown>;
    const [name, values] = random.pick(manifestFields);
    files['package.json'] = JSON.stringify({ ...fields, [name]: random.pick(values) });
  } catch {
    // It is no JSON any more.
  }
};

/** A setting with a part of its text lost, doubled or changed. */
const brokenSetting: Mutation = (mutant, random) => {
  const { files } = mutant;
  setting(mutant, random);
  const paths = Object.keys(files).filter((path) => !isSource(path) && typeof files[path] === 'string');
  const path = random.pick(paths);
  files[path] = random.pick(SOURCE_MUTATIONS)(files[path] as string, random);
};

const TARGETS = ['../outside', '../outside/kept.js', '/dev/zero', '/dev/stdin', '.', '..', 'nowhere', '/proc/self/mem'];
const PLACES = [
  ...['package.json', 'app.js', 'app.ts', 'src', 'security', 'src/security', 'security/headers.js', 'tsconfig.json'],
  ...['.env', '.env.example', '.gitignore', '.prettierrc', '.editorconfig', '.tempered', '.tempered/record.json'],
  ...['.tempered/base', '.tempered/base/security/headers.js.txt', '.tempered/config.json', '.github/workflows'],
  ...['.github/workflows/ci.yml', '.github/dependabot.yml', '.git', 'Dockerfile', 'node_modules', 'package-lock.json'],
  ...['node_modules/express/package.json', 'pnpm-workspace.yaml', 'a/loop', 'views/index.ejs', 'lib/util.js'],
];

const odd: Mutation = (mutant, random) => {
  const path = random.pick([...PLACES, ...Object.keys(mutant.files)]);
  const kind = random.pick(['link', 'link', 'pipe', 'folder'] as const);
  mutant.odd.push({ path, kind, ...(kind === 'link' ? { target: random.pick([...TARGETS, path]) } : {}) });
};

const MUTATIONS: Mutation[] = [
  ...SOURCE_MUTATIONS.map(inSource),
  inSource((text, random) => replaceOne(text, TEXT, random, () => JSON.stringify(random.pick(HOSTILE)))),
  ...[setting, setting, setting, field, field, field, brokenSetting, brokenSetting, odd, odd, odd, odd, rename, rename],
];
