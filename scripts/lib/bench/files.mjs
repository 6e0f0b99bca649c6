// Going over thousands of files: only reading them, parsing them, the audit, and other tools.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../load.mjs';
import { inTurns, run } from './run.mjs';
import { copySources } from './sources.mjs';

const ROUNDS = 3;
const beside = (name) => fileURLToPath(new URL(name, import.meta.url));
const SOURCES = ['src/project/bare.ts', 'src/measures/index.ts', 'src/steps/audit.ts', 'src/steps/engine.ts'];
const EXTENSIONS = 'js,cjs,mjs,jsx,ts,cts,mts,tsx';

export async function benchFiles({ root, folder, directory }) {
  const copy = path.join(folder, 'project');
  const { files, bytes } = await copySources(directory, copy);
  const list = path.join(folder, 'files.txt');
  writeFileSync(list, files.join('\n'));
  const bundled = await bundle(folder, SOURCES);
  const scan = (mode) => () => scanned(run([beside('scan.mjs'), mode, bundled, copy, list]));
  const check = () => run([path.join(root, 'bin/tempered.js'), 'check', copy, '--fail-on', 'none'], { cwd: copy });
  const ways = [...['read', 'parse', 'prepared', 'audit'].map(scan), check];
  const [read, parse, prepared, audit, whole] = inTurns(ROUNDS, ways);
  const [shift] = inTurns(1, [() => jscodeshift(root, copy, files.length)]);
  const [lint] = inTurns(1, [() => eslint(root, copy)]);
  const ofParse = audit.cpu / prepared.cpu;
  return {
    title: `${files.length.toLocaleString('en')} files, ${(bytes / 1e6).toFixed(1)} MB`,
    rows: [
      { name: 'reading them', ...read },
      { name: 'parsing all of them with @babel/parser', ...parse },
      { name: 'the same with the settings of V8 that `check` makes', ...prepared },
      {
        name: 'the audit with every rule',
        ...audit,
        figure: `${ofParse.toFixed(2)} × parsing, both with these settings (CPU)`,
        goal: 'at most 1.5 × and 200 MB',
        isGood: ofParse <= 1.5 && audit.memory <= 200,
      },
      { name: '`tempered check`, the command line', ...whole },
      { name: 'jscodeshift, its command line with an empty transform', ...shift, ...faster(shift, whole, 6) },
      { name: 'ESLint with eslint-plugin-security', ...lint, ...faster(lint, whole, 10) },
    ],
  };
}

/** Only what happens with the files, without starting Node.js. */
const scanned = ({ stdout }) => JSON.parse(stdout);

function faster(other, check, goal) {
  const times = other.wall / check.wall;
  const figure = `\`check\` is ${times.toFixed(1)} × as fast`;
  return { figure, goal: `at least ${goal} ×`, isGood: times >= goal };
}

function jscodeshift(root, copy, count) {
  const cli = path.join(root, 'node_modules/jscodeshift/bin/jscodeshift.js');
  const given = ['--dry', `--extensions=${EXTENSIONS}`, `--transform=${beside('transform.cjs')}`, '.'];
  const took = run([cli, ...given], { cwd: copy });
  const seen = took.stdout.matchAll(/(\d+) (?:errors|unmodified|skipped|ok)/g);
  const all = [...seen].reduce((sum, [, number]) => sum + Number(number), 0);
  if (all !== count) throw new Error(`jscodeshift went over ${all} of ${count} files.`);
  return took;
}

function eslint(root, copy) {
  const cli = path.join(root, 'node_modules/eslint/bin/eslint.js');
  const given = ['--config', beside('security.mjs'), '--quiet', '--format', 'json', '.'];
  return run([cli, ...given], { cwd: copy, expected: [0, 1] });
}
