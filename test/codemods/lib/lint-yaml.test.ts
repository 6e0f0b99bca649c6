import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addedToYaml } from '../../../codemods/lib/lint/yaml';

const rules = { 'no-eval': 'error', eqeqeq: ['warn', 'always', { null: 'ignore' }] };

describe('rules for a configuration in YAML', () => {
  it.each([
    ['with rules', '# ours\nenv:\n  node: true\nrules: # few\n    # why\n    semi: error\noverrides: []\n'],
    ['without rules', 'root: true\nextends: eslint:recommended\n'],
    ['with the line ends of Windows', 'rules:\r\n  semi: error\r\n'],
    ['without a last line end', 'root: true\nrules:\n  semi: [error, always]'],
  ])('stand among the others: %s', (_name, text) => {
    const added = addedToYaml(text, rules, '  ')!;
    const before = parse(text) as { rules?: object };
    expect(parse(added)).toEqual({ ...before, rules: { ...rules, ...before.rules } });
    const lines = text.split('\n');
    expect(added.split('\n').filter((line) => lines.includes(line) || lines.includes(line.replace('\r', '')))).toEqual(
      expect.arrayContaining(lines.filter((line) => line !== '')),
    );
  });

  it.each([
    'rules: { semi: error }\n',
    '{ root: true }\n',
    'root: true\nrules:\n',
    '"rules":\n  semi: error\n',
    'a: 1\n---\nb: 2\n',
  ])('are left out where lines cannot be added: %j', (text) => expect(addedToYaml(text, rules, '  ')).toBeUndefined());
});
