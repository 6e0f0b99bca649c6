import { describe, expect, it } from 'vitest';
import { mergeGenerated } from '../../../src/steps/merge/index';

const base = 'a();\nb();\nc();\nd();\ne();\n';
const merge = async (versions: { base: string | null; theirs: string; yours: string }, file = 'a.js') => {
  const { conflicts, settle } = await mergeGenerated(file, versions);
  return { conflicts, kept: settle(conflicts.map(() => 'yours')), settle };
};

describe('what was generated, and what became of it', () => {
  it.each([
    ['not edited', { base, yours: base, theirs: 'A();\n' }, 'A();\n'],
    ['rendered as before', { base, yours: 'mine();\n', theirs: base }, 'mine();\n'],
    ['edited into what is rendered now', { base: null, yours: base, theirs: base }, base],
    ['edited elsewhere', { base, yours: `mine();\n${base}`, theirs: `${base}f();\n` }, `mine();\n${base}f();\n`],
    [
      'without a last line end',
      { base, yours: `mine();\n${base}`.trimEnd(), theirs: base.replace('c', 'C') },
      `mine();\n${base.replace('c', 'C')}`.trimEnd(),
    ],
    [
      'with other line ends',
      { base, yours: `\uFEFFmine();\r\n${base.replaceAll('\n', '\r\n')}`, theirs: `${base}f();\n` },
      `\uFEFFmine();\r\n${base.replaceAll('\n', '\r\n')}f();\r\n`,
    ],
    [
      'with another line end in one place',
      { base, yours: `mine();\r\n${base}`, theirs: `${base}f();\n` },
      `mine();\n${base}f();\n`,
    ],
    [
      'formatted',
      { base: "f('a', {\n  b: 1,\n});\n", yours: 'f("a", { b: 1 })\n', theirs: "f('a', {\n  b: 2,\n});\n" },
      'f("a", { b: 2 })\n',
    ],
    [
      'formatted, with a line more',
      { base: "f('a');\n", yours: 'f(\n    "a",\n)\n', theirs: "f('a');\ng('b');\n" },
      'f(\n    "a",\n)\ng(\'b\');\n',
    ],
    [
      'formatted, with a call that takes more',
      {
        base: "f('a', 'b');\ng();\nh();\n",
        yours: "f(\n  'a',\n  'b',\n);\ng();\nmine();\nh();\n",
        theirs: "f('a', c, 'd', 'b');\ng();\nh();\n",
      },
      "f('a', c, 'd', 'b');\ng();\nmine();\nh();\n",
    ],
    [
      'formatted, with statements that came and went',
      {
        base: "a();\nf('a', 'b');\ng({ b: 1 });\n",
        yours: "a()\nf(\n  'a',\n  'b',\n)\ng({\n  b: 1,\n})\n",
        theirs: "f('a', 'b');\nif (x) f();\ng({ b: 1, c: d });\n",
      },
      "f(\n  'a',\n  'b',\n)\nif (x) f();\ng({ b: 1, c: d });\n",
    ],
  ])('comes together: %s', async (_name, versions, text) => {
    expect(await merge(versions)).toMatchObject({ conflicts: [], kept: text });
  });

  it('is a conflict where both changed a line, and each side can be taken', async () => {
    const versions = { base, yours: base.replace('c', 'mine'), theirs: `${base.replace('c', 'theirs')}f();\n` };
    const { conflicts, kept, settle } = await merge(versions);
    expect(conflicts).toEqual([{ base: 'c();', yours: 'mine();', theirs: 'theirs();' }]);
    expect(kept).toBe('a();\nb();\nmine();\nd();\ne();\nf();\n');
    expect(settle(['new'])).toBe('a();\nb();\ntheirs();\nd();\ne();\nf();\n');
    expect(settle(['markers'])).toBe(
      'a();\nb();\n<<<<<<< yours\nmine();\n||||||| base\nc();\n=======\ntheirs();\n>>>>>>> new\nd();\ne();\nf();\n',
    );
  });

  it('asks about the whole file where their other edits cannot do without the lines that would be replaced', async () => {
    const versions = {
      base: 'a();\nb();\nc();\nd();\ne();\n',
      yours: 'a();\nconst mine = 1;\nc();\nd();\nf(mine);\n',
      theirs: 'a();\nB();\nc();\nd();\ne();\n',
    };
    const { conflicts, kept } = await merge(versions);
    expect(conflicts).toEqual([versions]);
    expect(kept).toBe(versions.yours);
  });

  it('keeps the whole file where the rest of the new one cannot do without the lines that are refused', async () => {
    const versions = {
      base: 'a();\nb();\n\nz();\n',
      yours: 'mine();\nb();\n\nz();\n',
      theirs: 'const x = 1;\nb();\n\nz(x);\n',
    };
    const { conflicts, kept, settle } = await merge(versions);
    expect(conflicts).toEqual([versions]);
    expect(kept).toBe(versions.yours);
    expect(settle(['new'])).toBe(versions.theirs);
  });

  it('keeps the whole file where the base is lost', async () => {
    expect(await merge({ base: null, yours: base, theirs: 'x();\n' })).toMatchObject({
      kept: base,
      conflicts: [{ yours: base, theirs: 'x();\n' }],
    });
  });

  it('knows YAML by its data', async () => {
    const yaml = { base: "a: 'b' # why\n", yours: 'a:   "b" # why\n', theirs: "a: 'c' # why\n" };
    expect((await merge(yaml, 'a.yml')).kept).toBe(yaml.theirs);
    expect((await merge({ ...yaml, yours: 'a: b # mine\n' }, 'a.yml')).conflicts).toHaveLength(1);
  });

  it('lets items of one line go on both sides, in a list', async () => {
    const versions = { base: 'f(a, b, c, d);\n', yours: 'f(a, c, d);\n', theirs: 'f(a, b, d);\n' };
    expect((await mergeGenerated('a.js', versions)).conflicts).toHaveLength(1);
    const { conflicts, settle } = await mergeGenerated('a.js', versions, true);
    expect([conflicts.length, settle([])]).toEqual([0, 'f(a, d);\n']);
  });
});
