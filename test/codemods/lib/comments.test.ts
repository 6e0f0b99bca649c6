import { describe, expect, it } from 'vitest';
import { withoutComments } from '../../../codemods/lib/comments';

describe('the text without its comments', () => {
  const cases: [name: string, text: string, left: string][] = [
    ['a line', '// req.body\nconst a = 1;', '\nconst a = 1;'],
    ['an indented line', 'f();\n  // req.body\n  g();', 'f();\n\n  g();'],
    ['a block in one line', '/* req.body */\nf();', '\nf();'],
    ['a block of several lines', '/**\n * req.body\n *\n * query\n */\nf();', '\nf();'],
    ['a block with carriage returns', '/**\r\n * req.body\r\n */\r\nf();', '\r\nf();'],
    ['a block whose last line says something', '/**\n * req\n * body */\nf();', '\nf();'],
    ['what stands behind a block', '/* first */ f(req.body);', ' f(req.body);'],
    ['code between two blocks', '/* a\n * b */ f(req.body); /*\n * c */', ' f(req.body); /*\n * c */'],
  ];
  it.each(cases)('has lost %s', (_, text, left) => {
    expect(withoutComments(text)).toBe(left);
  });

  const kept: [name: string, text: string][] = [
    ['a comment behind code', 'f(); // req.body'],
    ['an address', "fetch('https://example.com')"],
    ['a value in the line of a template', 'send(`\n// ${req.query.name}\n`)'],
    ['a value in the block of a template', 'send(`\n/* ${req.query.name} */\n`)'],
    ['a value in a later line of a block', 'send(`\n/*\n * ${req.query.name}\n */\n`)'],
    ['code behind a block that ends nowhere', 'a = `\n/* x`;\nf(req.body);'],
    ['code whose lines look like no comment', 'a = `\n/*\n`;\nf(req.body);\nb = `\n*/`;'],
  ];
  it.each(kept)('keeps %s', (_, text) => {
    expect(withoutComments(text)).toBe(text);
  });

  it('takes no longer than the length of many beginnings asks for', () => {
    const text = '/*\n * a\n'.repeat(20_000);
    expect(withoutComments(text)).toBe(text);
  });
});
