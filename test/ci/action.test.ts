import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { repository } from '../support/tempered';
import { temporaryFolder } from '../temporary';
import { fakeHub } from './fake-gh';
import { isTrue, readAction, runAction } from './run-action';

const UPLOAD = 'github/codeql-action/upload-sarif';
const MARK = '<!-- tempered check -->';
const version = `file:${repository}`;
const event = { pull_request: { number: 7 } };
const bot = { login: 'github-actions[bot]' };

const manifest = JSON.stringify({ name: 'shop', main: 'app.js', dependencies: { express: '^5.0.0' } });
const app = (line: string): string =>
  `const app = require('express')();\napp.get('/', (req, res) => { ${line} });\napp.listen(1);\n`;
const vulnerable = { 'package.json': manifest, 'app.js': app('eval(req.query.code); res.end();') };
const harmless = { 'package.json': manifest, 'app.js': app("res.send('hello');") };

describe('the action', () => {
  it('fails for a finding of high severity, after the upload and the comment', async () => {
    const { programs, comments } = await fakeHub();
    const ran = await runAction({ workspace: await temporaryFolder(vulnerable), inputs: { version }, event, programs });
    expect(ran.outcome).toBe('failure');
    expect(ran.log).toMatch(/critical .* injection\//);
    expect(Number(ran.outputs['findings'])).toBeGreaterThan(0);
    expect(ran.outputs['score']).toMatch(/^\d+$/);
    expect(ran.used[UPLOAD]).toEqual({ sarif_file: ran.outputs['sarif'], category: 'tempered' });
    expect(await readFile(ran.outputs['sarif']!, 'utf8')).toContain('"ruleId": "injection/');
    const [comment, ...others] = await comments();
    expect(others).toEqual([]);
    expect(comment!.body.split('\n')[0]).toBe(MARK);
    expect(comment!.body).toContain(ran.summary.trimEnd());
    expect(ran.summary).toContain('injection/');
  });

  it('brings its own comment up to date, and nobody else’s', async () => {
    const mine = { id: 2, user: bot, body: `${MARK}\nold` };
    const others = [
      { id: 1, user: { login: 'somebody' }, body: `${MARK}\nmine` },
      { id: 3, user: bot, body: '<!-- tempered check api -->\nof another folder' },
    ];
    const { programs, comments } = await fakeHub({ comments: [...others, mine] });
    // That the upload is refused changes nothing.
    const workspace = await temporaryFolder(harmless);
    const ran = await runAction({ workspace, inputs: { version }, event, programs, fails: true });
    expect(ran.outcome).toBe('success');
    const [first, second, third, ...more] = await comments();
    expect([first, second, ...more]).toEqual(others);
    expect(third!.body).toContain('headers/missing');
  });

  it('says on a pull request of a fork that its token may not comment, and goes on', async () => {
    const { programs, comments } = await fakeHub({ readonly: true });
    const workspace = await temporaryFolder(harmless);
    const ran = await runAction({ workspace, inputs: { version, upload: 'false' }, event, programs });
    expect(ran.outcome).toBe('success');
    expect(ran.log).toMatch(/^::notice title=tempered::No comment was written: .* The report is in the summary\.$/m);
    expect(ran.summary).toContain('headers/missing');
    expect(ran.used).toEqual({});
    expect(await comments()).toEqual([]);
  });

  it('writes no comment where nothing is found', async () => {
    const { programs, calls } = await fakeHub();
    const inputs = { version, only: 'sql,injection', 'fail-on': 'low' };
    const ran = await runAction({ workspace: await temporaryFolder(harmless), inputs, event, programs });
    expect(ran).toMatchObject({ outcome: 'success', outputs: { findings: '0', score: '' } });
    expect(await calls()).toEqual(['GET repos/octo-org/shop/issues/7/comments?per_page=100']);
  });

  it.each([
    ['comments on pull requests', { comment: 'true' }, event, true],
    ['comments on nothing else', { comment: 'true' }, { head_commit: {} }, false],
    ['comments only where that is wanted', { comment: 'false' }, event, false],
  ])('%s', async (_title, inputs, happened, comments) => {
    const { runs } = await readAction();
    const step = runs.steps.find(({ name }) => name === 'Comment on the pull request');
    expect(isTrue(step!.if, { inputs, github: { event: happened } })).toBe(comments);
  });

  it('fails with what tempered says where it cannot check, and runs nothing of its inputs', async () => {
    const workspace = await temporaryFolder(harmless);
    const inputs = { version, directory: '.', 'fail-on': '$(touch pwned)', skip: '`touch pwned`"; touch pwned #' };
    const ran = await runAction({ workspace, inputs, event });
    expect(ran).toMatchObject({ outcome: 'failure', used: {}, outputs: { findings: '', sarif: '' } });
    expect(ran.log).toMatch(/Allowed choices are critical, high/);
    expect((await readdir(workspace)).sort()).toEqual(Object.keys(harmless).sort());
  });

  it('fails where check crashes, and uploads and writes nothing then', async () => {
    const crashing = await temporaryFolder({
      'package.json': JSON.stringify({ name: 'tempered', version: '0.0.1', bin: 'tempered.js' }),
      'tempered.js': '#!/usr/bin/env node\nprocess.exit(70);\n',
    });
    const { programs, calls } = await fakeHub();
    const inputs = { version: `file:${crashing}` };
    const ran = await runAction({ workspace: await temporaryFolder(harmless), inputs, event, programs });
    expect(ran).toMatchObject({ outcome: 'failure', used: {}, outputs: { findings: '', sarif: '' } });
    expect(await calls()).toEqual([]);
  });
});
