import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderCode } from '../../src/edits/template';
import { plainApps } from '../e2e/plain/all';
import { asCommonJs, smallest } from '../smallest';
import { projectFiles, readPage } from '../rules/examples';
import { forms, ownStyle } from '../templates/workshop';
import { HOSTILE } from './hostile';
import type { Random } from './random';

export type Files = Record<string, string>;

const TSCONFIG = '{ "compilerOptions": { "module": "NodeNext", "moduleResolution": "NodeNext", "strict": true } }';

/** The smallest apps, in JavaScript and TypeScript. */
const smallestApps: Files[] = smallest.flatMap(([framework, dependencies, code]) => [
  { 'package.json': json({ name: framework, type: 'module', main: 'app.js', dependencies }), 'app.js': code },
  { 'package.json': json({ name: framework, main: 'app.js', dependencies }), 'app.js': asCommonJs(code) },
  {
    'package.json': json({ name: framework, type: 'module', main: 'app.ts', dependencies }),
    'app.ts': code,
    'tsconfig.json': TSCONFIG,
  },
]);

/** Apps of several files, with routers and logins. */
const plain: Files[] = plainApps.flatMap((app) =>
  app.forms.slice(0, 2).map((name) => {
    const { form } = forms[name];
    const major = app.majors.at(-1)!;
    const sources = Object.entries(app.sources(major)).map(([file, text]) => [
      `src/${file}${form.extension}`,
      renderCode(text, form, ownStyle),
    ]);
    return {
      ...(Object.fromEntries(sources) as Files),
      'package.json': json({
        name: 'plain',
        type: form.module === 'esm' ? 'module' : 'commonjs',
        scripts: { start: `node src/server${form.extension}` },
        dependencies: app.dependencies(major),
      }),
      ...(form.language === 'ts' ? { 'tsconfig.json': TSCONFIG } : {}),
    };
  }),
);

/** What the pages of the rules show as bad code, each in an app. */
function examples(): Files[] {
  const folder = fileURLToPath(new URL('../../docs/rules', import.meta.url));
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\/.*\.md$/.test(name));
  return pages
    .sort()
    .flatMap((name) => readPage(readFileSync(join(folder, name), 'utf8')).sections['Bad'] ?? [])
    .map(projectFiles);
}

export const seeds: Files[] = [...smallestApps, ...plain, ...examples()];

/** Names, paths and texts of a stranger, wherever an app has some. */
export function hostileApp(random: Random): Files {
  const text = (): string => JSON.stringify(random.pick(HOSTILE));
  const [name, path, field, variable] = [text(), text(), text(), text()];
  return {
    'package.json': json({ name: random.pick(HOSTILE), main: 'app.js', dependencies: { express: '^5.0.0' } }),
    'app.js': `require('dotenv').config({ path: ${text()} });
const express = require('express');
const jwt = require('jsonwebtoken');
const app = express();
app.use(require('cors')({ origin: [${text()}, ${text()}] }));
app.use(require('express-session')({ secret: ${text()}, name: ${name} }));
if (!process.env[${variable}]) throw new Error('missing');
app.post('/login', (req, res) => res.json({ user: req.body[${field}].trim(), token: jwt.sign({}, process.env[${text()}]) }));
app.delete('/', (req, res) => res.cookie(${name}, '', { path: ${path} }).json(req.query[${field}].trim()));
app.get(${path}, (req, res) => res.json(req.query[${text()}].trim()));
app.post(${text()}, (req, res) => { const { ${field}: value } = req.body; res.json(value.length); });
app.get('/health' + ${text()}, (req, res) => res.clearCookie(${name}).send('ok'));
app.listen(3000);
`,
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
