// Writes the skeleton of a measure, which works, and registers it; docs/adding-a-measure.md says how to go on.
// Usage: npm run create-measure -- <id> ["Title"]
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import * as prettier from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));
const [id, title] = process.argv.slice(2);
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id ?? '')) {
  console.error('A measure is named in kebab-case: npm run create-measure -- session-store "Session store"');
  process.exit(2);
}

const pascal = id.replace(/(^|-)([a-z0-9])/g, (_all, _dash, letter) => letter.toUpperCase());
const data = {
  id,
  pascal,
  name: pascal[0].toLowerCase() + pascal.slice(1),
  title: title ?? pascal.replace(/(?<!^)([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`),
  header: `x-${id}`,
};

/** Skeleton → the file that is made of it. */
const files = {
  'index.ts.ejs': `src/measures/${id}/index.ts`,
  'rules.ts.ejs': `src/measures/${id}/rules.ts`,
  'probes.ts.ejs': `src/measures/${id}/probes.ts`,
  'express.ts.ejs': `templates/${id}/express.ts.ejs`,
  'page.md.ejs': `docs/measures/${id}.md`,
  'rule-page.md.ejs': `docs/rules/${id}/missing.md`,
};

async function write(file, text) {
  const target = path.join(root, file);
  await mkdir(path.dirname(target), { recursive: true });
  const options = await prettier.resolveConfig(target);
  const formatted = /\.(ts|md)$/.test(file) ? await prettier.format(text, { ...options, filepath: target }) : text;
  // Never over what is there: some measures have probes before they have anything else.
  const written = await writeFile(target, formatted, { flag: 'wx' }).then(
    () => true,
    (error) => error.code !== 'EEXIST' && Promise.reject(error),
  );
  console.log(`${written ? 'Wrote' : 'Kept'} ${file}`);
}

/** Adds an import behind the others, and a last entry to the list. */
async function register(file, imported, from, entry) {
  const target = path.join(root, file);
  const text = await readFile(target, 'utf8');
  if (text.includes(` ${imported} `)) return;
  const end = text.lastIndexOf('\n]');
  const imports = text.lastIndexOf('\nimport ');
  const behind = text.indexOf('\n', imports + 1) + 1;
  if (end < 0 || imports < 0) throw new Error(`${file} has not the form that this script knows.`);
  const added = `import { ${imported} } from '${from}';\n`;
  await writeFile(target, `${text.slice(0, behind)}${added}${text.slice(behind, end)}\n  ${entry},${text.slice(end)}`);
  console.log(`Registered in ${file}`);
}

for (const [skeleton, file] of Object.entries(files)) {
  const template = await readFile(path.join(root, 'scripts/skeleton', skeleton), 'utf8');
  await write(file, ejs.render(template, data));
}
await register('src/measures/index.ts', data.name, `./${id}`, data.name);
await register('src/measures/probes.ts', `${data.name}Probes`, `./${id}/probes`, `${data.name}Probes`);
console.log('Now: npm run docs, then replace every TODO (docs/adding-a-measure.md).');
