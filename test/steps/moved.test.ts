import { describe, expect, it } from 'vitest';
import { currentRecord } from '../../src/steps/moved';
import { temporaryFolder } from '../temporary';

const TEXT = 'exports.mountHeaders = (app) => {\n  app.use(headers);\n};\n';
const record = `${JSON.stringify({
  schemaVersion: 1,
  tempered: '0.1.0',
  securityFolder: 'src/security',
  answers: {},
  measures: { headers: { version: 1 } },
  files: { 'src/security/headers.js': { measure: 'headers', sha256: 'a' } },
})}\n`;

/** Where the only generated file is by now. */
async function placeIn(files: Record<string, string>): Promise<string[]> {
  const root = await temporaryFolder({
    'package.json': '{ "name": "root" }\n',
    '.tempered/record.json': record,
    '.tempered/base/src/security/headers.js.txt': TEXT,
    ...files,
  });
  return Object.keys((await currentRecord(root))!.files);
}

describe('a generated file that is not in its place', () => {
  it('is found where it was moved', async () => {
    expect(await placeIn({ 'lib/safety.js': TEXT })).toEqual(['lib/safety.js']);
  });

  it.each([
    [
      'another package, which has its own',
      { 'packages/a/package.json': '{ "name": "a" }\n', 'packages/a/headers.js': TEXT },
    ],
    ['the undo data and bases of another folder', { 'old/.tempered/base/src/security/headers.js.txt': TEXT }],
    ['what is built of it', { 'dist/security/headers.js': TEXT }],
  ])('is not looked for in %s', async (_name, files) => {
    expect(await placeIn(files)).toEqual(['src/security/headers.js']);
  });
});
