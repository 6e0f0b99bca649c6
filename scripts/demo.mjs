// npm run demo: attacks a small vulnerable Express app, hardens it, and attacks it again.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, styleText } from 'node:util';
import { attacks, customers, environment } from './lib/attacks.mjs';
import { boot } from './lib/boot.mjs';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (style, text) => (colours ? styleText(style, text) : text);
const say = (text) => console.log(text);
const hardenArguments = ['--yes', '--fix', 'all', '--no-verify'];

let server = null;

/** Starts the shop where it does not run; an attack may have stopped it. */
async function open(shop, env = environment) {
  if (server?.alive()) return;
  server = await boot(path.join(shop, 'server.js'), { cwd: shop, env });
}

async function close() {
  await server?.stop();
  server = null;
}

/** What each attack and each customer gets, in order. */
async function visit(shop) {
  const results = [];
  const startWith = async (env) => {
    await close();
    const started = await open(shop, env).then(
      () => true,
      () => false,
    );
    await close();
    return started;
  };
  for (const { run: visitor } of [...attacks, ...customers]) {
    await open(shop);
    results.push(await visitor({ port: server.port, stop: close, startWith }));
  }
  await close();
  return { attacked: results.slice(0, attacks.length), served: results.slice(attacks.length) };
}

/** Lines as they are, by path, without node_modules. */
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

const cell = (text, good, width) =>
  paint(good ? 'green' : 'red', `${colours ? (good ? '✓ ' : '✗ ') : good ? '   ' : '!  '}${text}`.padEnd(width));

function printTable(before, after) {
  const name = Math.max(...[...attacks, ...customers].map((each) => each.name.length)) + 2;
  const width = Math.max(...before.attacked.map(({ got }) => got.length)) + 5;
  const heading = (title) => `\n${paint('bold', `${title.padEnd(name)}${'before'.padEnd(width)}after`)}`;
  const line = '─'.repeat(name + 2 * width);
  say(`${heading('Attack')}\n${line}`);
  attacks.forEach((attack, index) => {
    const [was, is] = [before.attacked[index], after.attacked[index]];
    say(attack.name.padEnd(name) + cell(was.got, !was.won, width) + cell(is.got, !is.won, width).trimEnd());
  });
  say(`${heading('Customer')}\n${line}`);
  customers.forEach((customer, index) => {
    const [was, is] = [before.served[index], after.served[index]];
    const words = (works) => cell(works ? 'works' : 'broken', works, width);
    say(customer.name.padEnd(name) + words(was) + words(is).trimEnd());
  });
}

const count = (visited) => visited.attacked.filter(({ won }) => won).length;

async function demo(shop) {
  say('Installing a small shop: Express, an in-memory store, a login …');
  await cp(path.join(root, 'samples/express-shop'), shop, { recursive: true });
  await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: shop });
  say(`Attacking it in ${attacks.length} ways …`);
  const before = await visit(shop);
  say(`${paint('red', `${count(before)} of ${attacks.length} attacks succeed.`)}\n`);

  say(paint('bold', `$ tempered harden express-shop ${hardenArguments.join(' ')}`));
  const files = await snapshot(shop);
  await run(process.execPath, [path.join(root, 'bin/tempered.js'), 'harden', shop, ...hardenArguments], { cwd: shop });
  printFiles(files, await snapshot(shop));

  say('\nAttacking it again …');
  const after = await visit(shop);
  printTable(before, after);
  const worked = after.served.every(Boolean);
  say(`\n${count(before)} of ${attacks.length} attacks succeeded before, ${count(after)} after.`);
  say(worked ? 'Customers notice nothing.' : paint('red', 'Something that customers do is broken.'));
  return count(after) === 0 && worked;
}

const folder = await mkdtemp(path.join(tmpdir(), 'tempered-demo-'));
const clean = async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
};
process.once('SIGINT', () => clean().then(() => process.exit(130)));

try {
  if (!existsSync(path.join(root, 'dist/cli.js'))) await run('npm', ['run', '--silent', 'build'], { cwd: root });
  process.exitCode = (await demo(path.join(folder, 'express-shop'))) ? 0 : 1;
} catch (error) {
  console.error(error.stderr || error.stack);
  process.exitCode = 1;
} finally {
  await clean();
}
