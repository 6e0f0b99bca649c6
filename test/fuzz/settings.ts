import { HOSTILE } from './hostile';

const BOMB = `a: &a [x, x]\n${'bcdefghijkl'
  .split('')
  .map((name, index) => `${name}: &${name} [${`*${'abcdefghijkl'[index]}, `.repeat(9)}x]\n`)
  .join('')}`;
const NESTED = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
const STARS = `${'*a'.repeat(60)}b`;

const record = (fields: object): string =>
  JSON.stringify({
    schemaVersion: 1,
    tempered: '0.1.0',
    securityFolder: 'security',
    answers: {},
    measures: { headers: { version: 1 }, cors: { version: 1 }, 'rate-limit': { version: 1 } },
    files: { 'security/headers.js': { measure: 'headers', sha256: 'a'.repeat(64) } },
    ...fields,
  });

const REACHING_OUT = ['../outside', '/tmp/outside', 'a/../../outside', '.git/hooks', '..\\outside', '.', '', 'a\0b'];

/** Fields of package.json, with what nobody should put there. */
export const manifestFields: [name: string, values: unknown[]][] = [
  ['name', [5, null, '../x', ...HOSTILE]],
  ['main', ['../outside/kept.js', '/etc/passwd', '.', 'a\0b', 7, '', 'nowhere.js', 'app.js\n']],
  ['type', ['module', 'commonjs', 5, 'MODULE']],
  ['dependencies', [[], null, 'express', { express: 5 }, { express: 'latest' }, { express: '^4.0.0' }]],
  ['dependencies', [{ __proto__x: '1' }, { express: '99999999999999999999' }, { express: 'file:../outside', zod: '' }]],
  ['devDependencies', [{ typescript: '' }, { typescript: '^3.0.0' }, [1], { prettier: '^1' }]],
  [
    'scripts',
    [{ start: 5 }, { start: '$(PWNED)' }, { start: 'node ../outside/kept.js' }, [], { start: 'a'.repeat(9e4) }],
  ],
  ['scripts', [{ start: 'node -r ./evil.js app.js' }, { start: 'npm run start' }, { start: '\'"`' }, { prestart: '' }]],
  ['workspaces', [['**'], ['../**'], ['/**'], [STARS], { packages: [5] }, ['!(x|y)'], ['{a,b}{a,b}{a,b}{a,b}'], 'x']],
  ['packageManager', ['pnpm@$(PWNED)', 'yarn@4\nPWNED', 'npm@', 5, 'bun@../../x', 'yarn@99999999999']],
  ['engines', [{ node: '>=99999999999' }, { node: 'PWNED' }, 'x', { node: 18 }]],
  ['prettier', [{ tabWidth: -1 }, { tabWidth: 1e9 }, { tabWidth: 'x', endOfLine: 5 }, './evil.js', { overrides: 5 }]],
  ['tempered', [{}, { ignore: 5 }, { ignore: [{ paths: [STARS], reason: 'x' }] }, { ignore: [null] }, 'x']],
  ['renovate', [true]],
  ['imports', [{ '#a': './../outside/kept.js' }, 5]],
  ['exports', ['./app.js', { '.': '../outside' }]],
];

/** Files of settings, with what nobody should put there. */
export const settings: [path: string, texts: string[]][] = [
  [
    'tsconfig.json',
    [
      '{ "extends": "./tsconfig.json" }',
      '{ "extends": "../outside/kept" }',
      '{ "extends": "/dev/zero" }',
      '{ "extends": "/dev/stdin" }',
      '{ "extends": ["./a.json", 5, null] }',
      '{ "extends": "evil/tsconfig" }',
      '{ "references": [{ "path": "." }, { "path": "../outside" }, 5] }',
      '{ "include": ["../../**/*"], "files": 5 }',
      '{ "compilerOptions": { "module": 5, "moduleResolution": [], "target": {} } }',
      '{ "compilerOptions": { "paths": { "*": ["../../*"] }, "baseUrl": "/", "outDir": "../outside" } }',
      NESTED,
      '// only a comment',
    ],
  ],
  [
    '.prettierrc',
    ['tabWidth: -1', 'tabWidth: 1000000000', BOMB, NESTED, '!!js/function x', '<<: *a', '{', 'x: !!binary z'],
  ],
  [
    '.editorconfig',
    [`[*${'*a'.repeat(60)}b]\nindent_size=2`, `[${'*{}'.repeat(60)}b]\n`, '[*]\nindent_size=-1', '[[[[', '='],
  ],
  [
    'biome.json',
    ['{ "formatter": { "indentWidth": -5, "indentStyle": "space" } }', '[]', '{ "formatter": null', NESTED],
  ],
  [
    '.tempered/record.json',
    [
      '',
      'null',
      '[]',
      '{}',
      record({ schemaVersion: 99 }),
      record({ schemaVersion: '1' }),
      ...REACHING_OUT.map((securityFolder) => record({ securityFolder })),
      ...REACHING_OUT.map((file) => record({ files: { [file]: { measure: 'headers', sha256: 'x' } } })),
      ...HOSTILE.map((securityFolder) => record({ securityFolder })),
      ...HOSTILE.map((text) => record({ answers: { 'headers.reportUri': text, 'headers.deny': text } })),
      ...HOSTILE.map((text) => record({ answers: { 'cors.origins': text, 'supply-chain.branch': text } })),
      record({ answers: { 'rate-limit.limit': '1); PWNED(' } }),
      record({ answers: { 'rate-limit.limit': 1e300, 'limits.requestTimeout': -1 } }),
      record({ answers: { 'headers.csp': true, 'errors.publicMessage': 'yes' } }),
      record({ measures: { constructor: { version: 1 }, __proto__x: { version: 1e9 }, nonsense: { version: 0 } } }),
      '{"schemaVersion":1,"tempered":"1","securityFolder":"a","answers":{"__proto__":1},"measures":{},"files":{"__proto__":{}}}',
      NESTED,
    ],
  ],
  [
    '.tempered/config.json',
    ['', '5', `{ "ignore": [{ "paths": ["${STARS}"], "reason": "x" }] }`, '{ "ignore": {} }', NESTED],
  ],
  ['.tempered/baseline.json', ['', '{}', '{ "schemaVersion": 1, "findings": { "a": 5 } }', NESTED]],
  [
    '.github/workflows/ci.yml',
    [
      '',
      BOMB,
      'on: push\njobs: 5\n',
      'jobs:\n  a:\n    steps: [{ run: 5 }, null, x]\n',
      `run: ${NESTED}`,
      'a:\t- b',
      '\0',
    ],
  ],
  [
    'pnpm-workspace.yaml',
    [BOMB, 'packages: ["../**"]', 'packages: ["/**"]', 'packages: 5', `packages: ["${STARS}"]`, '{'],
  ],
  ['yarn.lock', ['', '__metadata:\n  version: 99999999999999999999\n', '\0']],
  ['package-lock.json', ['', '{', NESTED]],
  ['Dockerfile', ['FROM node:99999999999999999999\n', `FROM ${'a/'.repeat(9e4)}node:18`, 'FROM node:\nFROM', '\0']],
  ['.env', HOSTILE.map((text) => `SECRET=${text}\n`)],
  ['.env.example', ['\0', 'PUBLIC_URL', `${'#'.repeat(1e5)}\n`, 'a'.repeat(1e5)]],
  ['.gitignore', ['!*\n', '\0', '*\n', '[', '../\n']],
  ['.git', ['gitdir: /dev/zero', 'gitdir: ../outside', 'gitdir:', '']],
  [
    '.git/index',
    ['DIRC\0\0\0\u0002\u00ff\u00ff\u00ff\u00ff', 'DIRC', '', 'DIRC\0\0\0\u0004\0\0\u00ff\u00ff'.padEnd(500, '\u0080')],
  ],
  ['.git/config', ['[core]\n\tfsmonitor = touch ../outside/made\n[filter "x"]\n\tclean = touch ../outside/made\n']],
  ['.gitattributes', ['* filter=x\n']],
  ['nest-cli.json', ['', '{ "sourceRoot": "../../outside", "entryFile": 5 }', NESTED]],
  ['views/index.ejs', ['<%- ', '<%- a %>'.repeat(3000), '<%', '\0']],
  ['views/a.hbs', [`${'{{#each a}}'.repeat(2000)}`, '{{{ a', '{{{{raw}}}}']],
  ['views/a.pug', [`${'  '.repeat(300)}!{a}`, '!{', '| #{']],
  ['prisma/schema.prisma', ['model {', 'model A { password String'.repeat(500)]],
  ['nginx.conf', ['{'.repeat(1e4)]],
  [
    'node_modules/express/package.json',
    ['', '{ "version": 5 }', '{ "version": "$(PWNED)" }', '{ "version": "1.0.0" }', NESTED],
  ],
  ['evil.js', ["require('fs').writeFileSync('../outside/made', '');"]],
  ['.prettierrc.js', ["require('fs').writeFileSync('../outside/made', '');"]],
  ['prettier.config.js', ["require('fs').writeFileSync('../outside/made', '');"]],
  ['.pnp.cjs', ["require('fs').writeFileSync('../outside/made', '');"]],
  ['.yarnrc.yml', ['yarnPath: ./evil.js\n']],
  ['.npmrc', ['node-options=--require ./evil.js\nscript-shell=./evil.js\n']],
];
