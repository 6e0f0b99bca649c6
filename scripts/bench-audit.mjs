// npm run bench:audit -- DIR [DIR…] [--spots FILE] [--verbose]: the audit against lines that people have labelled.
// DIR holds clones, named as in the list (DIR/spots.tsv or DIR/spots-dev.tsv, unless another is named). Tab-separated:
// repo, commit, file, line, category, label (vulnerable or safe), why, also (other lines where it may be reported).
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { load } from './lib/load.mjs';

/** Which measure looks for a category. */
const MEASURES = {
  sql_injection: 'sql',
  nosql_injection: 'nosql',
  command_injection: 'injection',
  code_injection: 'injection',
  deserialization: 'injection',
  path_traversal: 'injection',
  ssrf: 'injection',
  xxe: 'injection',
  redos: 'injection',
  xss: 'xss',
  open_redirect: 'redirects',
  error_leak: 'errors',
  weak_password: 'passwords',
  hardcoded_secret: 'secrets',
  cookie_flags: 'cookies',
  session_fixation: 'cookies',
  jwt: 'tokens',
  weak_token: 'tokens',
  cors: 'cors',
  implicit_global: 'code',
  data_exposure: 'access',
  helmet_present: 'headers',
  csrf_present: 'csrf',
  trust_proxy_present: 'rate-limit',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { spots: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});
if (positionals.length === 0) throw new Error('Name the folder that holds the clones: npm run bench:audit -- DIR');

const { readProject, runAudit, measures } = await load(
  'src/project/model.ts',
  'src/steps/audit.ts',
  'src/measures/index.ts',
);

const results = (await Promise.all(positionals.map(spotsOf))).flat();
const findings = [];
for (const { clone, spots } of results) {
  const found = await auditClone(
    clone,
    spots.map(({ file }) => file),
  );
  for (const spot of spots) spot.found = found.some((finding) => matches(spot, finding));
  findings.push(...found);
}
const spots = results.flatMap(({ spots }) => spots);
printCategories(spots);
printFixes(findings);
if (values.verbose) printWrong(spots);

/** The labelled lines of each clone that is there. */
async function spotsOf(directory) {
  const file =
    values.spots ?? ['spots.tsv', 'spots-dev.tsv'].map((name) => path.join(directory, name)).find(existsSync);
  if (file === undefined) throw new Error(`${directory} has no spots.tsv; name the list with --spots FILE.`);
  const [, ...lines] = (await readFile(file, 'utf8')).split(/\r?\n/).filter((line) => line !== '');
  const all = lines.map((line) => {
    const [repo, , file, number, category, label, why = '', also = ''] = line.split('\t');
    const places = [number, ...also.split(/[,;\s]+/)].filter((text) => /^\d+$/.test(text)).map(Number);
    return { repo, file, places, category, label, why };
  });
  const unknown = all.find(({ category }) => MEASURES[category] === undefined);
  if (unknown) throw new Error(`${file}: no measure looks for ${unknown.category}`);
  const clones = groupBy(all, ({ repo }) => path.join(directory, repo));
  for (const clone of [...clones.keys()].filter((folder) => !existsSync(folder))) {
    console.error(`There is no ${clone}.`);
    clones.delete(clone);
  }
  return [...clones].map(([clone, spots]) => ({ clone, spots }));
}

/** What is found in the packages of a clone that the files belong to, with paths relative to the clone. */
async function auditClone(clone, files) {
  const roots = new Set(files.map((file) => packageOf(clone, file)));
  const found = [];
  for (const directory of roots) {
    const project = await readProject({ directory, withoutApp: 'any', readRecord: async () => null });
    const prefix = path.relative(clone, directory);
    for (const finding of runAudit(project, measures).findings)
      found.push({ ...finding, file: path.posix.join(prefix, finding.file) });
    const { withoutApp } = project;
    if (withoutApp !== null) console.error(`${path.join(path.basename(clone), prefix)}: no app. ${withoutApp}`);
  }
  return found;
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function packageOf(clone, file) {
  let folder = path.dirname(path.join(clone, file));
  while (folder !== clone && !existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return folder;
}

function measureOf({ rule }) {
  return rule.split('/')[0];
}

function matches({ file, places, category }, finding) {
  const near = places.some((line) => Math.abs(line - finding.line) <= 1);
  return near && finding.file === file && measureOf(finding) === MEASURES[category];
}

function printCategories(spots) {
  const row = (name, of) => {
    const vulnerable = of.filter(({ label }) => label === 'vulnerable');
    const safe = of.filter(({ label }) => label !== 'vulnerable');
    const count = (list) => (list.length === 0 ? '' : `${list.filter(({ found }) => found).length}/${list.length}`);
    console.log(`${name.padEnd(34)}${count(vulnerable).padStart(8)}${count(safe).padStart(8)}`);
  };
  console.log(`${'category (measure)'.padEnd(34)}${'found'.padStart(8)}${'wrong'.padStart(8)}`);
  for (const [category, measure] of Object.entries(MEASURES)) {
    const of = spots.filter((spot) => spot.category === category);
    if (of.length > 0) row(`${category} (${measure})`, of);
  }
  row('all', spots);
}

/** Of the findings of rules that have a fix at all, how many are fixed automatically. */
function printFixes(findings) {
  const fixable = new Set(
    measures.flatMap(({ rules }) => rules.filter(({ fixed }) => fixed !== 'never').map(({ id }) => id)),
  );
  console.log(`\n${'measure'.padEnd(18)}findings  with a fix  automatic`);
  const row = (name, of) => {
    const able = of.filter(({ rule }) => fixable.has(rule));
    const automatic = able.filter(({ fix }) => fix === 'automatic').length;
    const share = able.length === 0 ? '' : ` ${Math.round((automatic / able.length) * 100)} %`;
    console.log(
      `${name.padEnd(18)}${String(of.length).padStart(8)}${String(able.length).padStart(12)}${String(automatic).padStart(11)}${share.padStart(6)}`,
    );
  };
  for (const [measure, of] of groupBy(findings, measureOf)) row(measure, of);
  row('all', findings);
}

function printWrong(spots) {
  for (const { repo, file, places, category, label, why, found } of spots) {
    if (found === (label === 'vulnerable')) continue;
    console.log(`${found ? 'wrong ' : 'missed'}  ${repo}/${file}:${places.join(',')}  ${category}  ${why}`);
  }
}
