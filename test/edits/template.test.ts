import { parse } from '@babel/parser';
import { describe, expect, it } from 'vitest';
import { fill } from '../../src/edits/render/fill';
import { renderCode, renderTemplate } from '../../src/edits/template';
import type { Form, Style } from '../../src/types';

const typescript: Form = {
  language: 'ts',
  module: 'esm',
  extension: '.ts',
  importExtension: '.js',
  interop: true,
  verbatimCommonJs: false,
};
const form = (changes: Partial<Form> = {}): Form => ({ ...typescript, ...changes });
const javascript = form({ language: 'js', extension: '.js' });
const commonjs = form({ language: 'js', module: 'cjs', extension: '.js', importExtension: '' });
const style = (changes: Partial<Style> = {}): Style => ({
  quote: "'",
  semicolons: true,
  indent: '  ',
  eol: '\n',
  trailingComma: 'all',
  ...changes,
});
const headers = {
  helmet: true,
  csp: 'report-only',
  reportUri: null,
  permissions: ['camera', 'microphone', 'geolocation'],
  crossOriginResourcePolicy: 'cross-origin',
  crossOriginOpenerPolicy: 'same-origin-allow-popups',
};

describe('renderCode takes types out', () => {
  const js = (source: string): string => renderCode(source, javascript, style());

  it.each([
    ['annotations', 'function f(a: string, b?: Map<string, number>): void {}', 'function f(a, b) {}'],
    [
      'generics',
      'const a = new Map<string, number>(); function f<T extends object>(x: T): T { return x; }',
      'const a = new Map(); function f(x) { return x; }',
    ],
    [
      'casts',
      'const a = (b as unknown as { c: number }).c; const d = [1] satisfies number[]; const e = f!.g;',
      'const a = b.c; const d = [1]; const e = f.g;',
    ],
    ['casts of an expression that needs its parentheses', 'const a = (await b() as C).d;', 'const a = (await b()).d;'],
    [
      'type imports',
      "import type { A } from 'a';\nimport { b, type C, type D } from 'b';\nimport { type E } from 'e';\nb();",
      "import { b } from 'b';\nb();",
    ],
    [
      'interfaces and aliases with their comments',
      '// file\n\n/** about */\nexport interface A {\n  a: string;\n}\n\ntype B = A;\nconst c = 1;\n',
      '// file\n\nconst c = 1;\n',
    ],
    [
      'overloads',
      'export function f(a: string): void;\nexport function f(a: number): void;\nexport function f(a: unknown): void {}',
      'export function f(a) {}',
    ],
    [
      'modifiers of a class',
      'class A implements B {\n  private readonly a: string = "";\n  #b!: number;\n  public c?(): void {}\n}',
      'class A {\n  a = "";\n  #b;\n  c() {}\n}',
    ],
    ['brackets that only a compiler option asks for', "process.env['A'] = a['b-c'];", "process.env.A = a['b-c'];"],
  ])('%s', (_name, source, expected) => expect(js(source)).toBe(expected));

  it('refuses what cannot be erased', () => expect(() => js('enum A { B }')).toThrow(SyntaxError));
});

describe('renderCode spells modules', () => {
  const source = `// About.
import cors from 'cors';
import 'side/effect';
import { a, b as c } from './lib/a';

export { d, e as f } from './d';
export * as schemas from './schemas';

export const g = cors(a, c);

export class H {}
`;

  it('as CommonJS', () => {
    expect(renderCode(source, commonjs, style())).toBe(
      `// About.
'use strict';

const cors = require('cors');
require('side/effect');
const { a, b: c } = require('./lib/a');

const { d, e } = require('./d');
const schemas = require('./schemas');

const g = cors(a, c);

class H {}

module.exports = { d, f: e, schemas, g, H };
`,
    );
  });

  it('with the extension of relative imports', () => {
    const text = renderCode(source, form({ importExtension: '.mjs' }), style());
    expect(text).toContain("from './lib/a.mjs'");
    expect(text).toContain("from './schemas.mjs'");
    expect(text).toContain("from 'cors'");
  });

  it('with import assignments where esModuleInterop is off', () => {
    const text = renderCode(source, form({ module: 'cjs', interop: false, importExtension: '' }), style());
    expect(text).toMatch(/no-require-imports -- .*\nimport cors = require\('cors'\);/);
    expect(text).toContain("import { a, b as c } from './lib/a';");
  });

  it('with import assignments only, where CommonJS is emitted under verbatimModuleSyntax', () => {
    const text = renderCode(source, form({ module: 'cjs', verbatimCommonJs: true, importExtension: '' }), style());
    expect(text).toContain("import libAModule = require('./lib/a');\nconst { a, b: c } = libAModule;");
    expect(text).toContain('export = { d, f: e, schemas, g, H };');
    expect(text).not.toMatch(/^export (?!=)/m);
  });
});

describe('renderCode follows the style', () => {
  const source =
    "import { a } from 'b';\nconst list = [\n  'it\\'s',\n  'say \"x\"',\n];\nf(\n  `'a'\n  b`,\n  list,\n);\n[a].map(f);\nfor (let i = 0; i < 1; i++) g();\n";

  it('double quotes, where they need no escape', () => {
    const text = renderCode(source, typescript, style({ quote: '"' }));
    expect(text).toContain('from "b"');
    expect(text).toContain(`"it's"`);
    expect(text).toContain(`'say "x"'`);
    expect(text).toContain("`'a'");
  });

  it('no semicolons, with a guard where a line would continue the one before', () => {
    const text = renderCode(source, typescript, style({ semicolons: false }));
    expect(text).toContain("from 'b'\n");
    expect(text).toContain(')\n;[a].map(f)\n');
    expect(text).toContain('for (let i = 0; i < 1; i++) g()\n');
    const statements = (code: string) => parse(code, { sourceType: 'module' }).program.body.map(({ type }) => type);
    expect(statements(text)).toEqual(statements(source));
  });

  it('tabs, outside of template literals', () => {
    const text = renderCode(source, typescript, style({ indent: '\t' }));
    expect(text).toContain("\n\t`'a'\n  b`,\n\tlist,\n");
  });

  it('no commas after the last argument, or item', () => {
    expect(renderCode(source, typescript, style({ trailingComma: 'es5' }))).toMatch(/"x"',\n\];[^]*list\n\);/);
    expect(renderCode(source, typescript, style({ trailingComma: 'none' }))).toMatch(/"x"'\n\];[^]*list\n\);/);
  });

  it('CRLF', () => {
    expect(renderCode(source, typescript, style({ eol: '\r\n' })).match(/(?<!\r)\n/)).toBeNull();
  });
});

describe('renderTemplate', () => {
  it('says what wrote the file in its first line', () => {
    expect(renderTemplate('headers/express.ts', headers, commonjs, style())).toMatch(
      /^\/\/ Written by tempered for the measure "headers"/,
    );
  });

  it('keeps what a user typed inside its string', () => {
    const reportUri = "/x'], injected: ['";
    const text = renderTemplate('headers/express.ts', { ...headers, reportUri }, typescript, style());
    expect(text).toContain(`reportUri: ['/x\\'], injected: [\\'']`);
  });

  it('names a template that does not exist', () => {
    expect(() => renderTemplate('none/express.ts', {}, typescript, style())).toThrow(/none/);
  });
});

describe('what templates share', () => {
  it('is included where it stands in parts', () => {
    const text = "before\n<%- include('parts/origins.ts', { name: 'readOrigins' }) -%>\nbehind\n";
    const filled = fill('x.ts', text, { fallback: 'any' });
    expect(filled).toMatch(/^before\n\/\*\* ALLOWED_ORIGINS/);
    expect(filled).toContain('function readOrigins(): string[] {');
    expect(filled).toMatch(/\}\nbehind\n$/);
  });

  it('is included from nowhere else', () => {
    expect(() => fill('x.ts', "<%- include('cors/express.ts') -%>", {})).toThrow(
      'A template includes nothing but parts',
    );
  });
});
