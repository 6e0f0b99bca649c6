import { commit } from '../support/tempered';
import { temporaryFolder } from '../temporary';
import { onTerminal } from './tmux';

export const APP = {
  'package.json':
    '{\n  "name": "shop",\n  "scripts": { "start": "node app.js" },\n  "dependencies": { "express": "^5.1.0" }\n}\n',
  'package-lock.json': '{ "lockfileVersion": 3 }\n',
  '.gitignore': 'node_modules\n',
  'app.js': `const express = require('express');
const app = express();
app.use(express.json());
app.get('/', (req, res) => res.send('hello'));
app.listen(process.env.PORT || 3000);
`,
};

/** The wizard in a committed project, on a terminal that is three times as wide as high. */
export async function startWizard(
  columns: number,
  env: Record<string, string> = {},
  { args = '--no-install --no-verify', files = {} }: { args?: string; files?: Record<string, string> } = {},
): Promise<string> {
  const root = await temporaryFolder({ ...APP, ...files });
  await commit(root, 'first');
  await onTerminal(root, args, { columns, rows: Math.round(columns / 3), env });
  return root;
}
