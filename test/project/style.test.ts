import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectStyle } from '../../src/project/style';
import type { Style } from '../../src/types';
import { temporaryFolder } from '../temporary';

const STANDARD = `var express = require('express')
var app = express()

// it's a comment with "quotes";
app.get('/', function (req, res) {
    res.json({
        a: 1,
        b: [
            'x',
            'y'
        ]
    })
})
module.exports = app
`;
const PRETTIER = `import express from "express";
const app = express();
app.use(
\texpress.json({
\t\tlimit: "1mb",
\t\tstrict: true,
\t}),
);
const page = \`
  not indented; 'text'
\`;
export default app;
`;

async function styleOf(files: Record<string, string>, samples: string[]): Promise<Style> {
  return detectStyle(await temporaryFolder(files), samples);
}

describe('detectStyle of a project that was hardened before', () => {
  it('stays with the style of the generated files, where the code has no clear one', async () => {
    const code = 'const a = 1\nconst b = "x"\n';
    const added = 'const { secureApp } = require("./security");\nsecureApp(app);\nprotectServer(server);\n';
    const generated = "'use strict'\nconst cors = require('cors')\nfunction mount(app) {\n    app.use(cors())\n}\n";
    const style = await detectStyle(await temporaryFolder({}), [code + added], [generated]);
    expect(style).toMatchObject({ quote: "'", semicolons: false, indent: '    ' });
  });

  it('follows a configuration that came since', async () => {
    const root = await temporaryFolder({ '.prettierrc.json': '{ "semi": true }' });
    const style = await detectStyle(root, ['const a = 1\n'], ['const b = 2\nconst c = 3\n']);
    expect(style.semicolons).toBe(true);
  });
});

describe('detectStyle from code', () => {
  it('has defaults without any sample', async () => {
    expect(await styleOf({}, [])).toEqual({
      quote: "'",
      semicolons: true,
      indent: '  ',
      eol: '\n',
      trailingComma: 'all',
    });
  });

  it('sees standard style with four spaces', async () => {
    const style = { quote: "'", semicolons: false, indent: '    ', eol: '\n', trailingComma: 'none' };
    expect(await styleOf({}, [STANDARD])).toEqual(style);
  });

  it('sees double quotes, tabs and trailing commas everywhere', async () => {
    const style = { quote: '"', semicolons: true, indent: '\t', eol: '\n', trailingComma: 'all' };
    expect(await styleOf({}, [PRETTIER])).toEqual(style);
  });

  it('sees trailing commas in literals only', async () => {
    const sample = `foo(\n  a,\n  {\n    b: 1,\n  }\n);\nconst list = [\n  1,\n];\n`;
    expect(await styleOf({}, [sample])).toMatchObject({ trailingComma: 'es5', indent: '  ' });
  });

  it('goes by the majority of line ends', async () => {
    expect(await styleOf({}, ['a;\r\nb;\r\nc;\n', 'd;\n', 'e;\r\n'])).toMatchObject({ eol: '\r\n' });
    expect(await styleOf({}, ['a;\r\nb;\n'])).toMatchObject({ eol: '\n' });
  });

  it('takes no strings and comments for code', async () => {
    const sample = `const path = '/api/*'; // don't\nconst url = "http://x.example/'"; /* ' */\nrouter.get('/*', f);\n`;
    expect(await styleOf({}, [sample])).toMatchObject({ quote: "'", semicolons: true });
  });
});

describe('detectStyle from configuration', () => {
  it.each([
    ['.prettierrc', 'singleQuote: true\nsemi: false\ntabWidth: 4\ntrailingComma: none\n'],
    ['.prettierrc', '{ "singleQuote": true, "semi": false, "tabWidth": 4, "trailingComma": "none" }'],
    ['.prettierrc.json', '{ "singleQuote": true, "semi": false, "tabWidth": 4, "trailingComma": "none" }'],
    ['.prettierrc.yaml', '# ours\nsingleQuote: true\nsemi: false\ntabWidth: 4\ntrailingComma: none\n'],
    ['package.json', '{ "prettier": { "singleQuote": true, "semi": false, "tabWidth": 4, "trailingComma": "none" } }'],
  ])('believes %s before the code', async (name, content) => {
    const style = { quote: "'", semicolons: false, indent: '    ', eol: '\n', trailingComma: 'none' };
    expect(await styleOf({ [name]: content }, [PRETTIER])).toEqual(style);
  });

  it('fills in the defaults of the Prettier that is asked for', async () => {
    const files = (version: string) => ({
      '.prettierrc': '',
      'package.json': `{"devDependencies":{"prettier":"${version}"}}`,
    });
    const defaults = { quote: '"', semicolons: true, indent: '  ', eol: '\n' };
    expect(await styleOf(files('^3.1.0'), [STANDARD])).toEqual({ ...defaults, trailingComma: 'all' });
    expect(await styleOf(files('~2.8'), [STANDARD])).toEqual({ ...defaults, trailingComma: 'es5' });
    expect(await styleOf(files('1.19.1'), [STANDARD])).toEqual({ ...defaults, trailingComma: 'none' });
  });

  it('reads Biome with its comments and defaults', async () => {
    const source = `{
      // formatter
      "formatter": { "indentStyle": "space", "indentWidth": 4 },
      "javascript": { "formatter": { "quoteStyle": "single", "semicolons": "asNeeded", "trailingCommas": "es5" } },
    }`;
    const style = { quote: "'", semicolons: false, indent: '    ', eol: '\n', trailingComma: 'es5' };
    expect(await styleOf({ 'biome.jsonc': source }, [PRETTIER])).toEqual(style);
    const defaults = { quote: '"', semicolons: true, indent: '\t', eol: '\n', trailingComma: 'all' };
    expect(await styleOf({ 'biome.json': '{}' }, [STANDARD])).toEqual(defaults);
  });

  it('goes by the code where Biome does not format', async () => {
    const files = { 'biome.json': '{ "formatter": { "enabled": false } }' };
    expect(await styleOf(files, [STANDARD])).toMatchObject({ indent: '    ', semicolons: false });
  });

  it('takes indentation from EditorConfig, the rest from the code', async () => {
    const source =
      'root = true\n[*]\nindent_style = space\nindent_size = 3\n\n[*.{js,ts}]\nindent_size = 8 ; wide\n[*.md]\nindent_size = 1\n';
    const style = { quote: "'", semicolons: false, indent: ' '.repeat(8), eol: '\n', trailingComma: 'none' };
    expect(await styleOf({ '.editorconfig': source }, [STANDARD])).toEqual(style);
  });

  it('lets Prettier inherit indentation from EditorConfig', async () => {
    const files = { '.editorconfig': '[*]\nindent_style=tab\nend_of_line=crlf\n', '.prettierrc': '{}' };
    expect(await styleOf(files, [])).toMatchObject({ indent: '\t', eol: '\r\n', quote: '"' });
  });

  it('follows the line ends on disk whatever is configured', async () => {
    expect(await styleOf({ '.prettierrc': 'endOfLine: lf' }, ['a\r\nb\r\n'])).toMatchObject({ eol: '\r\n' });
    expect(await styleOf({ '.prettierrc': 'endOfLine: crlf' }, [])).toMatchObject({ eol: '\r\n' });
  });

  it('looks upwards inside the git work tree', async () => {
    const root = await temporaryFolder({
      '.prettierrc': 'semi: false',
      'repo/.git/': '',
      'repo/.prettierrc': 'singleQuote: true',
      'repo/api/': '',
    });
    expect(await detectStyle(join(root, 'repo/api'), [])).toMatchObject({ quote: "'", semicolons: true });
  });

  it('executes nothing and survives broken files', async () => {
    const files = {
      'prettier.config.js': 'process.exitCode = 99; module.exports = { singleQuote: false };',
      '.prettierrc': '{ broken: [',
      'biome.json': 'nonsense',
      '.editorconfig': '[{*.js\nindent_size = 1\n',
    };
    expect(await styleOf(files, [STANDARD])).toMatchObject({ quote: "'", indent: '    ' });
  });
});
