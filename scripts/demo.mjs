// npm run demo: hardens a small vulnerable Express app, which tempered attacks before and after.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, styleText } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (style, text) => (colours ? styleText(style, text) : text);
const say = (text) => console.log(text);
const options = ['--yes', '--fix', 'all', '--quiet'];

/** Lines as they are, by path, of the shop's own files. */
async function snapshot(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((name) => !/^(node_modules|package-lock\.json|\.tempered)(\/|$)/.test(name));
  const texts = await Promise.all(files.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')]));
  return new Map(texts.map(([name, text]) => [name, text.split('\n')]));
}

function printFiles(before, after) {
  const added = [...after.keys()].filter((name) => !before.has(name)).sort();
  const changed = [...before].filter(([name, lines]) => after.get(name)?.join('\n') !== lines.join('\n'));
  say(`\nIt added ${added.length} files of your own to read and change:\n  ${added.join('\n  ')}`);
  say(`\nand touched ${changed.length} that were there:`);
  for (const [name, old] of changed) {
    const count = (after.get(name) ?? []).filter((line) => !old.includes(line)).length;
    say(`  ${name.padEnd(24)} ${paint('green', `+${count}`)} ${count === 1 ? 'line' : 'lines'}`);
  }
}

/** Runs the command line with its output shown; resolves with its exit code and what it said. */
function tempered(shop, signal) {
  const env = { ...process.env, ...(colours && { FORCE_COLOR: '1' }) };
  const child = spawn(process.execPath, [path.join(root, 'bin/tempered.js'), 'harden', shop, ...options], {
    env,
    signal,
    killSignal: 'SIGINT',
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
    process.stderr.write(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}

async function demo(shop, signal) {
  say('Installing a small shop: Express, an in-memory store, a login …');
  await cp(path.join(root, 'samples/express-shop'), shop, { recursive: true });
  await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: shop, signal });
  say(`\n${paint('bold', `$ tempered harden express-shop ${options.join(' ')}`)}`);
  const files = await snapshot(shop);
  const { code, said } = await tempered(shop, signal);
  if (code !== 0) return false;
  printFiles(files, await snapshot(shop));
  say('\nThe shop was a copy and is gone. Look at your own app, nothing is changed yet: npx tempered check');
  const [, before, after] = /(\d+) of \d+ attacks succeeded before, (\d+)(?: of \d+)? after/.exec(said) ?? [];
  return Number(before) > 0 && Number(after) === 0;
}

const folder = await mkdtemp(path.join(tmpdir(), 'tempered-demo-'));
const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());

try {
  if (!existsSync(path.join(root, 'dist/cli.js'))) await run('npm', ['run', '--silent', 'build'], { cwd: root });
  process.exitCode = (await demo(path.join(folder, 'express-shop'), interrupted.signal)) ? 0 : 1;
} catch (error) {
  if (!interrupted.signal.aborted) console.error(error.stderr || error.stack);
  process.exitCode = interrupted.signal.aborted ? 130 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
