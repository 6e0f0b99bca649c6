import { describe, expect, it } from 'vitest';
import { changeSetDocument } from '../../src/report/json';

const TOOL = { name: 'tempered', version: '0.1.0' };

describe('changeSetDocument', () => {
  it('holds the exact texts, what to install and what is left to do', () => {
    const manual = { measure: 'cors', file: 'app.js', line: 3, reason: 'computed', snippet: null };
    const packages = [
      { name: 'helmet', range: '^8.0.0', dev: false },
      { name: 'vitest', range: '^4', dev: true },
    ];
    const changeSet = {
      changes: [
        { file: 'b.js', before: '\uFEFFa\r\n', after: 'b', measures: ['headers'] },
        { file: 'a.js', before: null, after: "secret = 'kept'", measures: ['cors'] },
        { file: 'c.js', before: 'c', after: null, measures: [] },
        { file: 'd.js', before: 'd', after: 'd', measures: [] },
      ],
      dependencies: packages,
      removed: ['cors'],
      manual: [manual],
      doubts: [],
      advice: ['Set JWT_SECRET.'],
    };
    expect(JSON.parse(changeSetDocument({ tool: TOOL, changeSet, applied: false }))).toEqual({
      schemaVersion: 1,
      tool: TOOL,
      changes: [
        { file: 'a.js', action: 'create', measures: ['cors'], before: null, after: "secret = 'kept'" },
        { file: 'b.js', action: 'change', measures: ['headers'], before: '\uFEFFa\r\n', after: 'b' },
        { file: 'c.js', action: 'remove', measures: [], before: 'c', after: null },
      ],
      dependencies: packages,
      removed: ['cors'],
      manual: [manual],
      advice: ['Set JWT_SECRET.'],
      applied: false,
      proof: null,
    });
  });
});
