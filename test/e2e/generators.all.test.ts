import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { boot } from '../support/boot';
import { ask } from '../support/http';
import { commit, git, run, tempered } from '../support/tempered';
import { temporaryFolder } from '../temporary';

const express = ['express-generator@4.16.1'];
const koa = ['-p', 'koa-generator@1.1.17', 'koa2'];
const cases = [
  { name: 'express-generator with plain', command: express, flags: ['--no-view'] },
  { name: 'express-generator with pug', command: express, flags: ['--view=pug'] },
  { name: 'express-generator with ejs', command: express, flags: ['--view=ejs', '--git'] },
  { name: 'express-generator with handlebars', command: express, flags: ['--hbs'] },
  { name: 'koa-generator with pug', command: koa, flags: [] },
  { name: 'koa-generator with ejs', command: koa, flags: ['--ejs', '--git'] },
];

/** Status and body of the app's own routes, with what differs from run to run left out. */
async function answers(cwd: string): Promise<[string, number, string][]> {
  const running = await boot(path.join(cwd, 'bin/www'), { cwd });
  try {
    const paths = ['/', '/users', '/stylesheets/style.css'];
    return await Promise.all(
      paths.map(async (requested): Promise<[string, number, string]> => {
        const { status, text } = await ask(running.port, { path: requested });
        return [requested, status, text];
      }),
    );
  } finally {
    await running.stop();
  }
}

describe.each(cases)('the app of $name', ({ name, command, flags }) => {
  let cwd: string;
  beforeAll(async () => {
    const folder = await temporaryFolder();
    const made = await run('npx', ['--yes', ...command, ...flags, 'app'], folder);
    expect(made.code, made.stderr).toBe(0);
    cwd = path.join(folder, 'app');
    const installed = await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], cwd);
    expect(installed.code, installed.stderr).toBe(0);
    await commit(cwd, 'as generated');
  });

  const timeout = 180_000;
  it(
    'is hardened with what it needs installed, answers as before, and is left alone by a second run',
    { timeout },
    async () => {
      const before = await answers(cwd);
      // One of them is proven as well, which takes its time.
      const proof = /plain|koa-generator with pug/.test(name) ? [] : ['--no-verify'];
      const { code, stderr } = await tempered(['--yes', '--allow-dirty', ...proof], cwd);
      expect(code, stderr).toBe(0);
      expect(await answers(cwd)).toEqual(before);
      await commit(cwd, 'hardened');
      await tempered(['--yes'], cwd);
      expect(await git(cwd, 'status', '--porcelain')).toBe('');
      const numbers = await git(cwd, 'diff', '--numstat', 'HEAD~1', '--', 'app.js', 'bin/www', 'routes');
      const added = numbers
        .trim()
        .split('\n')
        .map((line) => Number(line.split('\t')[0]));
      expect(Math.max(...added)).toBeLessThanOrEqual(6);
    },
  );
});
