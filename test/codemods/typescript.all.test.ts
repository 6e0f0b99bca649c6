import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../temporary';
import { jscodeshift } from './jscodeshift';
import { here } from './run';

it('jscodeshift compiles the TypeScript of a codemod itself', async () => {
  const folder = await temporaryFolder({ 'app.js': "const cors = require('cors')\napp.use(cors())\n" });
  const file = join(folder, 'app.js');
  const flags = ['--callee=cors', '--index=0', '--name=corsOptions', '--from=./security'];
  const transform = join(here, '../../codemods/set-argument.ts');
  await jscodeshift([...flags, '--transform', transform, file], { BABEL_DISABLE_CACHE: '1' });
  expect(await readFile(file, 'utf8')).toContain('app.use(cors(corsOptions))');
});
