import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processesIn } from '../support/left';
import { git, repository, tempered } from '../support/tempered';
import { readFolder, temporaryFolder } from '../temporary';
import { install, type Installation } from '../templates/workshop';
import { makeProject } from './project';

/** Runs the command line, and presses Ctrl-C when it has said this so many times. */
function interrupted(
  args: string[],
  cwd: string,
  said: RegExp,
  times: number,
): Promise<{ code: number | null; after: number }> {
  const child = spawn(process.execPath, [path.join(repository, 'bin/tempered.js'), ...args], { cwd });
  let text = '';
  let pressed = 0;
  child.stderr.on('data', (chunk) => {
    text += String(chunk);
    if (pressed > 0 || (text.match(said) ?? []).length < times) return;
    pressed = performance.now();
    child.kill('SIGINT');
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, after: performance.now() - pressed })));
}

describe('verify', () => {
  let installation: Installation;
  let cwd: string;
  beforeAll(async () => {
    installation = await install(4);
    cwd = await makeProject(installation, 'plain', 'js-cjs');
  });
  afterAll(() => installation.remove());

  it('ends with 1 where an attack succeeds, and says what was seen', async () => {
    const { code, stdout, stderr } = await tempered(['verify', '--only', 'headers,errors'], cwd);
    expect(code, stderr).toBe(1);
    expect(stdout).toMatch(/Ask what software it runs +✗ 200, x-powered-by: Express/);
    expect(stdout).toMatch(/Stop it with one empty login +✗ the app ended/);
    expect(stdout).toMatch(/^\d+ of \d+ probes passed, \d+ failed/m);
    expect(await git(cwd, 'status', '--porcelain')).toBe('');
    expect(await processesIn(cwd)).toEqual([]);
  });

  it.each([
    ['markdown', /^\| /m],
    ['html', /^<!doctype html>/i],
    ['json', /^\{\n {2}"schemaVersion": 1,/],
  ])('writes %s into a file', async (format, expected) => {
    const output = path.join(await temporaryFolder(), 'report');
    const args = ['verify', '--only', 'headers', '--format', format, '--output', output];
    const { code, stdout } = await tempered(args, cwd);
    expect([code, stdout]).toEqual([1, '']);
    expect(await readFile(output, 'utf8')).toMatch(expected);
  });

  it('ends with 3 where the app does not start, with the end of its log', async () => {
    const start = 'node -e "console.log(1234); process.exit(7)"';
    const { code, stdout } = await tempered(['verify', '--only', 'headers', '--start', start], cwd);
    expect(code).toBe(3);
    expect(stdout).toMatch(/code 7[^]*1234/);
  });

  it('is over soon after Ctrl-C, with all that it started', async () => {
    const { code, after } = await interrupted(['verify'], cwd, /^Attacking/gm, 1);
    expect(code).toBe(130);
    expect(after).toBeLessThan(5000);
    expect(await processesIn(cwd)).toEqual([]);
  });

  it.runIf(process.env['TEMPERED_TEST_ALL'] === '1')(
    'has everything put back where hardening is interrupted in the second attack',
    async () => {
      const before = await readFolder(cwd, ['.git', 'node_modules']);
      const args = ['harden', '--yes', '--no-install', '--only', 'headers'];
      const { code } = await interrupted(args, cwd, /^Attacking/gm, 2);
      expect(code).toBe(130);
      expect(await readFolder(cwd, ['.git', 'node_modules'])).toEqual(before);
      expect(await processesIn(cwd)).toEqual([]);
    },
  );

  describe('of an app that already runs', () => {
    it('attacks it where it is', async () => {
      const server = createServer((_req, res) => void res.setHeader('X-Powered-By', 'tests').end('here'));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { code, stdout } = await tempered(['verify', '--url', url, '--only', 'headers'], cwd);
      server.close();
      expect(code).toBe(1);
      expect(stdout).toMatch(/x-powered-by: tests/);
    });

    it.each([
      [['--url', 'https://app.example.com'], 'app.example.com is not this machine.'],
      [['--url', 'https://app.example.com', '--allow-remote'], 'Attacking app.example.com needs a yes.'],
      [['--url', 'http://localhost.example.com:80'], 'localhost.example.com is not this machine.'],
      [['--url', 'ftp://127.0.0.1'], 'ftp://127.0.0.1 is not an http address.'],
      [['--only', 'nothing'], 'No probe belongs to a measure "nothing".'],
      [['--only', 'headers', '--skip', 'headers'], 'No probe is left.'],
      [['--url', 'http://127.0.0.1:3000/api'], 'http://127.0.0.1:3000/api has a path.'],
      [['--url', 'http://127.0.0.1:3000', '--start', 'npm start'], '--url and --start exclude each other.'],
      [['--output', 'no/such/folder/report.html'], 'There is no folder '],
      [['--timeout', 'soon'], 'It takes whole seconds above 0.'],
    ])('refuses %j', async (args, said) => {
      const { code, stdout, stderr } = await tempered(['verify', ...args], cwd);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(said);
    });
  });
});
