// npm run recording: docs/recording.svg from a real run of the wizard on samples/express-shop. Needs tmux and the npm registry.
// Usage: node scripts/recording.mjs [--keep frames.json | --from frames.json]
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { Session } from './recording/session.mjs';
import { svg } from './recording/svg.mjs';
import { paced } from './recording/timing.mjs';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const COMMAND = 'npx tempered --only headers,rate-limit,validation,errors';
const ABOUT = {
  title: 'A run of tempered in a terminal',
  description: `In the folder of a small Express shop somebody runs "${COMMAND}". It lists what it finds, asks a few questions, shows the diff, installs, and attacks the shop before the change and after it: what succeeded before is refused now. Waiting is shortened.`,
};

/** The shop, committed and installed, with tempered where npx looks for it. */
async function prepare(shop) {
  await cp(path.join(root, 'samples/express-shop'), shop, { recursive: true });
  await writeFile(path.join(shop, '.gitignore'), 'node_modules/\n');
  await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: shop });
  await mkdir(path.join(shop, 'node_modules/.bin'), { recursive: true });
  await symlink(path.join(root, 'bin/tempered.js'), path.join(shop, 'node_modules/.bin/tempered'));
  const git = (...args) => run('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd: shop });
  await git('init', '-q');
  await git('add', '-A');
  await git('commit', '-qm', 'The shop');
}

/** Reads what is asked, and takes the default, but for the fix that waits for a yes. */
async function answer(session) {
  const QUESTION = /\n└$/;
  for (let asked = 0; asked < 25; asked += 1) {
    const screen = await session.settled(/\n└$|❯$/);
    if (!QUESTION.test(screen)) return;
    if (/◻ errors\/leak/.test(screen)) await session.press('Space');
    await new Promise((resolve) => setTimeout(resolve, 700));
    await session.press('Enter');
  }
  throw new Error('The wizard does not stop asking.');
}

async function record() {
  const folder = await mkdtemp(path.join(tmpdir(), 'tempered-recording-'));
  const session = new Session();
  try {
    const shop = path.join(folder, 'express-shop');
    await prepare(shop);
    const quiet = { npm_config_loglevel: 'error', npm_config_fund: 'false', npm_config_audit: 'false' };
    await session.start(shop, quiet);
    await session.type(COMMAND);
    await session.press('Enter');
    await answer(session);
    return session.frames;
  } finally {
    await session.end();
    await rm(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({ options: { keep: { type: 'string' }, from: { type: 'string' } } });
const frames = values.from ? JSON.parse(await readFile(values.from, 'utf8')) : await record();
if (values.keep) await writeFile(values.keep, JSON.stringify(frames));
const shown = paced(frames);
const picture = svg(shown, ABOUT);
await writeFile(path.join(root, 'docs/recording.svg'), picture);
const seconds = shown.reduce((sum, frame) => sum + frame.for, 0) / 1000;
console.log(
  `docs/recording.svg: ${shown.length} screens, ${seconds.toFixed(0)} s, ${Math.round(picture.length / 1000)} kB`,
);
