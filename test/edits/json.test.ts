import { describe, expect, it } from 'vitest';
import { dropMembers, mergeJson } from '../../src/edits/json';

describe('mergeJson', () => {
  it('makes a new file', () => {
    expect(mergeJson(null, { a: { b: 1 } })).toBe('{\n  "a": {\n    "b": 1\n  }\n}\n');
    expect(mergeJson('\n', { a: 1 })).toBe('{\n  "a": 1\n}\n');
  });

  it('returns null where everything is there', () => {
    const text = '{"a":{"b":[1,{"c":2}],"d":null},"e":"x"}';
    expect(mergeJson(text, { a: { b: [{ c: 2 }], d: null }, e: 'x' })).toBeNull();
    expect(mergeJson(text, {})).toBeNull();
  });

  it('keeps every byte outside of the insertion', () => {
    const text = '{\n\t"name":   "x", // why\n\n\t"scripts": { "start": "node ." },\n\t"list": [1,2]\n}';
    expect(mergeJson(text, { scripts: { prepare: 'true' }, list: [2, 3] })).toBe(
      '{\n\t"name":   "x", // why\n\n\t"scripts": { "start": "node .", "prepare": "true" },\n\t"list": [1,2, 3]\n}',
    );
  });

  it('follows four spaces, CRLF and a byte order mark', () => {
    const text = '\uFEFF{\r\n    "a": {\r\n        "b": 1\r\n    }\r\n}\r\n';
    expect(mergeJson(text, { a: { c: { d: 2 } } })).toBe(
      '\uFEFF{\r\n    "a": {\r\n        "b": 1,\r\n        "c": {\r\n            "d": 2\r\n        }\r\n    }\r\n}\r\n',
    );
  });

  it('replaces other values', () => {
    expect(mergeJson('{\n  "a": 1,\n  "b": {}\n}\n', { a: '2', b: [1] })).toBe(
      '{\n  "a": "2",\n  "b": [\n    1\n  ]\n}\n',
    );
  });

  it('puts a dependency in its place', () => {
    const text = '{\n  "dependencies": {\n    "express": "^5.0.0",\n    "pg": "8"\n  }\n}\n';
    expect(mergeJson(text, { dependencies: { zod: '^4.0.0', helmet: '^8.0.0', cors: '^2.8.5' } })).toBe(
      '{\n  "dependencies": {\n    "cors": "^2.8.5",\n    "express": "^5.0.0",\n    "helmet": "^8.0.0",\n    "pg": "8",\n    "zod": "^4.0.0"\n  }\n}\n',
    );
    expect(mergeJson('{\n  "name": "x"\n}\n', { dependencies: { zod: '4' } })).toBe(
      '{\n  "name": "x",\n  "dependencies": {\n    "zod": "4"\n  }\n}\n',
    );
  });

  it('changes nothing the second time', () => {
    const merge = { a: [{ b: 1 }], c: { d: true }, devDependencies: { x: '1' } };
    const once = mergeJson('{ "c": {} }', merge);
    expect(once).not.toBeNull();
    expect(mergeJson(once, merge)).toBeNull();
  });

  it.each([
    [
      '{ "dependencies": { "b": "1", "d": "1" } }',
      '{ "dependencies": { "a": "1", "b": "1", "c": "1", "d": "1", "e": "1" } }',
    ],
    ['{"dependencies":{"b":"1"}}', '{"dependencies":{"a": "1", "b":"1", "c": "1", "e": "1"}}'],
  ])('leaves a list of packages on its line, in order: %s', (text, expected) => {
    expect(mergeJson(text, { dependencies: { a: '1', c: '1', e: '1' } })).toBe(expected);
  });

  it('keeps a list of packages in the order of package managers', () => {
    const names = [
      '@a/b',
      '@a-b/c',
      'a',
      'a_b',
      'a-b',
      'a.b',
      'a1',
      'a10',
      'ab',
      'express',
      'express-x',
      'JSONStream',
      'x~y',
    ];
    const sorted = names.toSorted((a, b) => a.localeCompare(b, 'en'));
    for (const name of names) {
      const others = Object.fromEntries(sorted.filter((other) => other !== name).map((other) => [other, '1']));
      const merged = mergeJson(JSON.stringify({ dependencies: others }), { dependencies: { [name]: '1' } });
      expect(Object.keys(JSON.parse(merged!).dependencies)).toEqual(sorted);
    }
  });

  it('treats __proto__ as a key like any other', () => {
    const merge = JSON.parse('{"__proto__":{"polluted":true}}') as never;
    expect(mergeJson('{}', merge)).toContain('__proto__');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each(['[]', '{ "a": ', '"text"', '{ a: 1 }'])('throws for %s', (text) => {
    expect(() => mergeJson(text, { a: 1 })).toThrow(SyntaxError);
  });
});

describe('dropMembers', () => {
  it.each([
    ['the first', ['a'], '{ "y": 1, "x": { "b": 2, "c": 3 } }\n'],
    ['one between', ['b'], '{ "y": 1, "x": { "a": 1, "c": 3 } }\n'],
    ['the last', ['c'], '{ "y": 1, "x": { "a": 1, "b": 2 } }\n'],
    ['two', ['b', 'c'], '{ "y": 1, "x": { "a": 1 } }\n'],
    ['all', ['a', 'b', 'c'], '{ "y": 1 }\n'],
  ])('leaves the blanks of one line as they are: %s', (_name, names, text) => {
    const paths = names.map((name) => ['x', name]);
    expect(dropMembers('{ "y": 1, "x": { "a": 1, "b": 2, "c": 3 } }\n', paths)).toBe(text);
  });

  it('keeps a byte order mark, line ends and other lines', () => {
    const text = '\uFEFF{\r\n\t"x": {\r\n\t\t"a": 1,\r\n\t\t"b": 2\r\n\t}\r\n}\r\n';
    expect(dropMembers(text, [['x', 'a']])).toBe('\uFEFF{\r\n\t"x": {\r\n\t\t"b": 2\r\n\t}\r\n}\r\n');
    expect(dropMembers(text, [['x', 'c']])).toBeNull();
  });

  it('takes back what was added, with the objects that were added for it', () => {
    for (const text of ['{\n  "name": "a"\n}\n', '{\r\n\t"name": "a",\r\n\t"b": {\r\n\t\t"d": 1\r\n\t}\r\n}'])
      expect(dropMembers(mergeJson(text, { b: { c: { e: 1 } } })!, [['b', 'c', 'e']])).toBe(text);
  });
});
