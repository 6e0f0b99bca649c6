import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commit, tempered } from '../support/tempered';
import { treeOf } from '../support/tree';
import { temporaryFolder } from '../temporary';

it('lets one of several runs at once write, and refuses the others', async () => {
  const root = await temporaryFolder({
    'package.json':
      '{ "name": "shop", "scripts": { "start": "node app.js" }, "dependencies": { "express": "^5.1.0" } }\n',
    'app.js': "const express = require('express');\nconst app = express();\napp.listen(3000);\n",
  });
  await commit(root, 'start');
  const before = await treeOf(root);
  const args = ['harden', '--yes', '--no-install', '--no-verify', '--allow-dirty', '--only', 'headers,errors'];
  const runs = await Promise.all(Array.from({ length: 3 }, () => tempered(args, root)));
  expect(runs.map(({ code }) => code).sort()).not.toContain(70);
  expect(runs.filter(({ code }) => code === 0).length).toBeGreaterThan(0);
  for (const { code, stderr } of runs) if (code !== 0) expect(stderr).toMatch(/at work on this project|meanwhile/);
  const after = await treeOf(root);
  expect(Object.keys(after)).toContain('security/headers.js');
  expect((await tempered(args, root)).code).toBe(0);
  expect(await treeOf(root)).toEqual(after);
  expect((await tempered(['undo'], root)).code).toBe(0);
  expect(await treeOf(root)).toEqual(before);
  expect(await readdir(join(root, '.git'))).not.toContain('tempered');
});
