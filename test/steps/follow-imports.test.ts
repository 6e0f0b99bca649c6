import { describe, expect, it } from 'vitest';
import { asPlaced } from '../../src/steps/follow-imports';
import { mergeGenerated } from '../../src/steps/merge/index';
import type { ProjectRecord } from '../../src/types';

const entry = { measure: 'https', sha256: '' };
const record: ProjectRecord = {
  schemaVersion: 1,
  tempered: '0.0.0',
  securityFolder: 'src/security',
  answers: {},
  measures: {},
  files: {
    'src/security/index.ts': entry,
    'src/security/clients.ts': entry,
    'src/security/limits.ts': entry,
    'src/https.ts': { ...entry, original: 'src/security/https.ts' },
  },
};
const INDEX = "import { a } from './https.js';\nimport { b } from './limits.js';\nimport express from 'express';\n";
const PLACED = INDEX.replace('./https.js', '../https.js');

describe('generated text, as it is spelled where the files are now', () => {
  it('imports what was moved from its new place', () => {
    expect(asPlaced(record, 'src/security/index.ts', INDEX)).toBe(PLACED);
  });

  it('imports, moved itself, what was left behind', () => {
    expect(asPlaced(record, 'src/https.ts', "const { c } = require('./clients');\n")).toBe(
      "const { c } = require('./security/clients');\n",
    );
  });

  it('stays where nothing was moved, and before the first run', () => {
    const files = { 'src/security/index.ts': entry, 'src/security/https.ts': entry };
    expect(asPlaced({ ...record, files }, 'src/security/index.ts', INDEX)).toBe(INDEX);
    expect(asPlaced(null, 'src/security/index.ts', INDEX)).toBe(INDEX);
  });

  it('loses the neighbour of a line that only followed a move', async () => {
    const theirs = INDEX.replace("import { b } from './limits.js';\n", '');
    const of = (text: string): string => asPlaced(record, 'src/security/index.ts', text);
    const merge = await mergeGenerated('src/security/index.ts', { base: of(INDEX), yours: PLACED, theirs: of(theirs) });
    expect(merge.conflicts).toEqual([]);
    expect(merge.settle([])).toBe(PLACED.replace("import { b } from './limits.js';\n", ''));
  });
});
