import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { envLine, valueFile } from '../../../src/measures/secrets/env-file';
import { app } from '../rules';
import { type Files, manifest, projectOf } from '../../project/model/project';

describe('envLine', () => {
  it.each([
    'simple-1_2.3',
    'postgres://app:hunter2@db/shop?ssl=true',
    'with space',
    ' around ',
    'a#b # c',
    '$HOME ${HOME} \\$1',
    'a\\nb\\',
    "it's",
    'say "no"',
    `it's "both"`,
    'back`tick',
    'two\nlines\n',
    '-----BEGIN PRIVATE KEY-----\nMIIC\n-----END PRIVATE KEY-----\n',
    'ñ€😀',
    '=',
    '!',
  ])('is read back as it was: %j', (value) => {
    const line = envLine('A', value);
    expect(parseEnv(`B=1\n${line}\nC=2\n`)).toEqual({ A: value, B: '1', C: '2' });
  });

  it.each(['', 'a\rb', `'"\``, `'\`\\`])('is none where no quotes will do: %j', (value) => {
    expect(envLine('A', value)).toBeNull();
  });
});

describe('valueFile', () => {
  const dotenv: Files = { ...app("require('dotenv').config();"), '.gitignore': '.env*\n' };

  it.each<[string, Files, string | null]>([
    ['dotenv loads', dotenv, '.env'],
    ['will be ignored', { ...dotenv, '.gitignore': 'node_modules\n' }, '.env'],
    ['dotenv loads twice', { ...dotenv, 'app.js': `${dotenv['app.js']}require('dotenv').config();` }, '.env'],
    [
      'dotenv loads from elsewhere',
      { ...dotenv, ...app("require('dotenv').config({ path: 'config/.env' });") },
      'config/.env',
    ],
    [
      'the start command loads',
      {
        ...app(''),
        '.gitignore': '.env',
        'package.json': manifest({ scripts: { start: 'node --env-file=.env app.js' } }),
      },
      '.env',
    ],
    ['nothing loads', { ...app(''), '.gitignore': '.env' }, null],
    ['git keeps', { ...dotenv, '.gitignore': '.env\n!.env\n' }, null],
    ['is loaded on some paths', { ...dotenv, ...app("if (process.env.X) require('dotenv').config();") }, null],
    ['lies outside', { ...dotenv, ...app("require('dotenv').config({ path: '../.env' });") }, null],
  ])('is the file that %s', async (_name, files, expected) => {
    expect(valueFile(await projectOf(files))).toBe(expected);
  });
});
