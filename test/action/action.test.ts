import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { repository } from '../support/tempered';
import { temporaryFolder } from '../temporary';
import { fakeHub } from './fake-gh';
import { runAction } from './run-action';

const version = `file:${repository}`;
const pullRequest = { pull_request: { number: 7 } };
const UPLOAD = 'github/codeql-action/upload-sarif';

const manifest = JSON.stringify({ name: 'shop', main: 'app.js', dependencies: { express: '^5.0.0' } });
const app = (line: string): string =>
  `const app = require('express')();\napp.get('/', (req, res) => { ${line} });\napp.listen(1);\n`;
const vulnerable = { 'package.json': manifest, 'app.js': app('eval(req.query.code); res.end();') };

describe('the action', () => {
  it('fails for a finding of high severity, after the upload and the comment', async () => {
    const hub = await fakeHub();
    const workspace = await temporaryFolder(vulnerable);
    const ran = await runAction({ workspace, inputs: { version }, event: pullRequest, programs: hub.programs });
    expect(ran.outcome).toBe('failure');
    expect(ran.log).toMatch(/critical .* injection\//);
    expect(Number(ran.outputs['findings'])).toBeGreaterThan(0);
    expect(Number(ran.outputs['score'])).toBeLessThan(51);
    expect(ran.used[UPLOAD]).toEqual({ sarif_file: ran.outputs['sarif'], category: 'tempered' });
    expect(await readFile(ran.outputs['sarif']!, 'utf8')).toContain('"ruleId": "injection/');
    expect(await hub.comments()).toMatchObject([
      { body: expect.stringMatching(/^<!-- tempered: \. -->\n[^]*injection\//) },
    ]);
    expect(ran.summary).toContain('injection/');
  });
});
