import { describe, expect, it } from 'vitest';
import { maskChange } from '../../src/report/mask-change';

describe('maskChange', () => {
  it('shows no value of an env file', () => {
    const before = "A=1\nexport B='two\nlines'\n";
    const change = { file: 'config/.env', before, after: `${before}DATABASE_URL=x # y\n`, measures: ['secrets'] };
    expect(maskChange(change)).toEqual({
      ...change,
      before: 'A=***\nexport B=***\n',
      after: 'A=***\nexport B=***\nDATABASE_URL=***\n',
    });
  });

  it('shows no literal that left the source, and those that stay', () => {
    const before = `const KEY = "it's \\"mine\\"";\nlog('ready');\nconst pem = \`-a\n-b\`;\n`;
    const after = "const KEY = process.env.KEY;\nlog('ready');\nconst pem = process.env.PEM;\n";
    expect(maskChange({ file: 'a.js', before, after, measures: ['headers', 'secrets'] }).before).toBe(
      'const KEY = "***";\nlog(\'ready\');\nconst pem = `***`;\n',
    );
  });

  it('leaves what other measures change', () => {
    const change = { file: 'a.js', before: "const a = 'x';\n", after: 'const a = 1;\n', measures: ['headers'] };
    expect(maskChange(change)).toEqual(change);
  });

  it('shows an example, and files that come and go', () => {
    const example = { file: '.env.example', before: null, after: 'JWT_SECRET=\nPORT=3000\n', measures: ['secrets'] };
    expect(maskChange(example)).toEqual(example);
    expect(maskChange({ ...example, before: "secret: 'abc'", after: null })).toMatchObject({ before: "secret: '***'" });
  });
});
