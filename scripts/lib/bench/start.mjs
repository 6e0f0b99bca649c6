// How long one waits for a small app: cold starts, each in a process of its own, beside those of bare Node.js.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeApp } from './app.mjs';
import { inTurns, median, run, untilShown } from './run.mjs';

const ROUNDS = 15;
const PROMPTS = 5;
const PARSE = fileURLToPath(new URL('parse.mjs', import.meta.url));
/** What begins the line of a question. */
const QUESTION = /\u25c6/;

export async function benchStart({ root, folder }) {
  const tempered = path.join(root, 'bin/tempered.js');
  const app = path.join(folder, 'app');
  const files = makeApp(app);
  execFileSync('git', ['init', '--quiet'], { cwd: app });
  // 1: it has findings, of course.
  const inApp = { cwd: app, expected: [0, 1] };
  const commands = [
    ['-e', '0'],
    [PARSE, ...files],
    [tempered, '--help'],
    [tempered, 'check'],
    [tempered, 'harden', '--dry-run', '--yes'],
  ];
  const [bare, parse, help, check, harden] = inTurns(
    ROUNDS,
    commands.map((args) => () => run(args, inApp)),
  );
  const prompts = [];
  for (let round = 0; round < PROMPTS; round++) prompts.push(await untilShown([tempered, 'harden'], QUESTION, inApp));
  const { wall } = median(prompts);
  const times = (row) => row.wall / bare.wall;
  const ofParse = harden.wall / parse.wall;
  return {
    title: `starting, on an Express app of ${files.length} files`,
    rows: [
      { name: 'bare Node.js (`node -e 0`)', ...bare },
      {
        name: 'Node.js that loads @babel/parser and parses the app',
        ...parse,
        figure: `${times(parse).toFixed(1)} × bare`,
      },
      { name: '`tempered --help`', ...help, figure: `${times(help).toFixed(1)} × bare` },
      { name: '`tempered check`', ...check, figure: `${times(check).toFixed(1)} × bare` },
      { name: '`tempered harden`, until its first question', wall, figure: `${times({ wall }).toFixed(1)} × bare` },
      {
        name: '`tempered harden --dry-run`',
        ...harden,
        figure: `${ofParse.toFixed(2)} × start and parse`,
        goal: 'under 4 × start and parse',
        isGood: ofParse < 4,
      },
    ],
  };
}
