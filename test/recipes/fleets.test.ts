import { describe, expect, it } from 'vitest';
import { git } from '../support/tempered';
import { cloned, renovateCommand } from './clone';
import { blockAfter } from './code-blocks';

const shop = {
  'package.json': JSON.stringify({ name: 'shop', main: 'app.js', dependencies: {} }),
  'app.js':
    "const app = require('express')();\napp.get('/', (req, res) => res.send(eval(req.query.code)));\napp.listen(1);\n",
  '.gitignore': 'node_modules/\n',
};

describe('the scripts for multi-gitter', () => {
  it('tell in a line how a repository stands, and change nothing', async () => {
    const { folder, runs } = await cloned({
      ...shop,
      'package.json': JSON.stringify({ name: 'shop', main: 'app.js', dependencies: { express: '^5.0.0' } }),
    });
    const { code, stdout } = await runs(await blockAfter('fleets.md', '`look.sh`'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^my-org\/shop\t\d+\t[1-9]\d*\t\d+\n$/);
    expect(await git(folder, 'status', '--porcelain')).toBe('');
  });

  it('end with 3, having changed nothing, where tempered cannot handle the repository', async () => {
    const { folder, runs } = await cloned(shop);
    expect((await runs(await blockAfter('fleets.md', '`harden.sh`'))).code).toBe(3);
    expect(await git(folder, 'status', '--porcelain')).toBe('');
  });
});

describe('what Renovate is told', () => {
  it('is a command that its own configuration allows', async () => {
    const text = await blockAfter('fleets.md', 'in the configuration of the Renovate');
    const [allowed] = (JSON.parse(text) as { allowedCommands: string[] }).allowedCommands;
    expect(await renovateCommand()).toMatch(new RegExp(allowed!));
  });

  it('finds the version in the workflow that tempered writes', async () => {
    const { customManagers } = JSON.parse(await blockAfter('fleets.md', 'a manager of your own')) as {
      customManagers: { matchStrings: string[] }[];
    };
    const workflow = 'run: |\n  npx --yes tempered@0.1.0 check --format sarif\n';
    const found = new RegExp(customManagers[0]!.matchStrings[0]!).exec(workflow);
    expect(found?.groups).toEqual({ currentValue: '0.1.0' });
  });
});
