import { describe, expect, it } from 'vitest';
import { Source } from '../../../codemods/lib/source';
import { isSuppressed, suppressionsOf } from '../../../codemods/lib/suppress';
import { isFunction } from '../../../codemods/lib/walk';

const MARK = 'tempered-ignore-next-line';
const suppresses = (text: string, line: number, rule = 'sql/text'): boolean =>
  isSuppressed(suppressionsOf(text), rule, [line]);

describe('a comment that suppresses', () => {
  it.each([
    ['a line comment', `// ${MARK} sql/text -- only numbers\ncode`],
    ['a block comment', `/* ${MARK} sql/text -- only numbers */\ncode`],
    ['a comment in JSX', `{/* ${MARK} sql/text -- only numbers */}\n<b>`],
    ['HTML', `<!-- ${MARK} sql/text -- only numbers -->\n<b>`],
    ['EJS', `<%# ${MARK} sql/text -- only numbers %>\n<b>`],
    ['pug', `//- ${MARK} sql/text -- only numbers\nb`],
    ['Handlebars', `{{!-- ${MARK} sql/text -- only numbers --}}\n<b>`],
    ['YAML', `# ${MARK} sql/text -- only numbers\njobs:`],
    ['Nunjucks', `{# ${MARK} sql/text -- only numbers #}\n<b>`],
  ])('is %s', (_, text) => {
    expect(suppressionsOf(text)).toEqual([{ line: 1, target: 2, rules: ['sql/text'], reason: 'only numbers' }]);
  });

  it.each([
    ['has other comments between', `// ${MARK} sql/text -- x\n// eslint-disable-next-line\n\ncode`, 4],
    ['is one of a stack', `// ${MARK} sql/text -- x\n// ${MARK} xss/a -- y\ncode`, 3],
    ['has lines of its own behind it', `/*\n * ${MARK} sql/text -- x\n * more\n */\ncode`, 5],
    ['goes on', `<!-- ${MARK} sql/text -- x\n it is read only -->\n<b>`, 3],
    ['ends its lines as Windows does', `// ${MARK} sql/text -- x\r\ncode\r\n`, 2],
  ])('is about the next line of code, where it %s', (_, text, line) => {
    expect(suppresses(text, line)).toBe(true);
    expect(suppresses(text, line + 1)).toBe(false);
    expect(suppresses(text, line - 1)).toBe(false);
  });

  it.each(['sql/text', 'xss/a, sql/text', 'sql', 'sql/*', '*'])('covers a rule by %s', (names) => {
    expect(suppresses(`// ${MARK} ${names} -- x\ncode`, 2)).toBe(true);
  });

  it.each(['sql/other', 'sq', 'xss'])('does not cover a rule by %s', (names) => {
    expect(suppresses(`// ${MARK} ${names} -- x\ncode`, 2)).toBe(false);
  });

  it.each([
    ['without a reason', `// ${MARK} sql/text\ncode`, { rules: ['sql/text'], reason: null }],
    ['with an empty reason', `/* ${MARK} sql/text -- */\ncode`, { rules: ['sql/text'], reason: null }],
    ['without a rule', `// ${MARK} -- x\ncode`, { rules: [], reason: 'x' }],
    ['with nothing', `// ${MARK}\ncode`, { rules: [], reason: null }],
  ])('suppresses nothing %s', (_, text, expected) => {
    expect(suppressionsOf(text)[0]).toMatchObject(expected);
    expect(suppresses(text, 2)).toBe(false);
  });
});

describe('what only names the mark is no such comment', () => {
  it.each([
    ['a text', `const help = '${MARK} sql/text -- the reason';`],
    ['an expression', `const pattern = /${MARK} sql/;`],
    ['prose that quotes it', `// See \`// ${MARK} RULE -- reason\`.`],
  ])('%s', (_, text) => {
    expect(suppressionsOf(`${text}\ncode`)).toEqual([]);
  });
});

describe('a codemod', () => {
  const ignores = (text: string, name: string): boolean => {
    const source = Source.open('a.js', text)!;
    return source.isIgnored('sql/text', source.module.scopes.top.get(name)!.init!);
  };

  it('leaves alone what stands behind the comment, and what its statement holds', () => {
    const text = `// ${MARK} sql/text -- x\nconst a = [\n  1,\n];\nconst b = 1;\n`;
    expect([ignores(text, 'a'), ignores(text, 'b')]).toEqual([true, false]);
  });

  it('does not take a function for what it holds', () => {
    const source = Source.open('a.js', `// ${MARK} sql/text -- x\nfunction f() {\n  run();\n}\n`)!;
    const fn = source.module.scopes.top.get('f')!.declaration;
    const inner = isFunction(fn) && fn.body.type === 'BlockStatement' ? fn.body.body[0] : undefined;
    expect(source.isIgnored('sql/text', inner!)).toBe(false);
  });
});
