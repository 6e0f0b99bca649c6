import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectForAudit } from '../../src/commands/detect';
import { measures } from '../../src/measures/index';
import { runAudit } from '../../src/steps/audit';
import { decide } from '../../src/steps/ask';
import { complete } from '../../src/steps/complete';
import { dirtyFiles } from '../../src/steps/guards/dirty';
import { temporaryFolder } from '../temporary';

const JS = "require('fs').writeFileSync(require('path').join(__dirname, 'RAN'), '');\n";
const APP = "const express = require('express');\nconst app = express();\napp.listen(3000);\n";
const manifest = {
  name: 'a',
  main: 'app.js',
  packageManager: 'yarn@4.0.0',
  prettier: './prettier.config.js',
  scripts: { start: 'node app.js', preinstall: 'touch RAN', prepare: 'touch RAN' },
  dependencies: { express: '^5.0.0' },
};

/** A project in which everything that can name a program names one that leaves the file `RAN`. */
async function trapped(): Promise<string> {
  const root = await temporaryFolder({
    'package.json': JSON.stringify(manifest),
    'app.js': `${APP}${JS}`,
    'evil.js': JS,
    'evil.sh': '#!/bin/sh\ntouch "$(dirname "$0")/RAN"\ncat\n',
    'prettier.config.js': JS,
    '.prettierrc.js': JS,
    'eslint.config.js': JS,
    'vitest.config.js': JS,
    '.pnp.cjs': JS,
    '.yarnrc.yml': 'yarnPath: ./evil.js\n',
    '.npmrc': 'node-options=--require ./evil.js\nscript-shell=./evil.sh\ngit=./evil.sh\n',
    'tsconfig.json': '{ "extends": "./evil.js", "compilerOptions": { "plugins": [{ "name": "./evil.js" }] } }',
    'node_modules/express/package.json': '{ "name": "express", "version": "5.1.0", "main": "../../evil.js" }',
    'src/a.txt': 'a\n',
    '.gitattributes': '*.txt filter=evil diff=evil\n',
  });
  await chmod(join(root, 'evil.sh'), 0o755);
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: root, stdio: 'ignore' });
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.invalid', 'commit', '-qm', 'a');
  const program = `'${join(root, 'evil.sh')}'`;
  for (const key of ['core.fsmonitor', 'core.pager', 'core.sshCommand', 'diff.external', 'core.editor', 'alias.status'])
    git('config', key, program);
  for (const key of ['clean', 'smudge', 'process']) git('config', `filter.evil.${key}`, program);
  git('config', 'filter.evil.required', 'true');
  git('config', 'diff.evil.textconv', program);
  git('config', 'core.hooksPath', root);
  // Git looks at what is in a file only where its time is another.
  await utimes(join(root, 'src/a.txt'), 1, 1);
  return root;
}

describe('nothing of a project is run', () => {
  it('when it is looked at, planned for and staged', async () => {
    const root = await trapped();
    const project = await detectForAudit(root, { only: [], skip: [] });
    const { findings } = runAudit(project, measures);
    const choices = { only: [], skip: [], set: [], fix: ['all'] };
    const decision = await decide(project, measures, findings, choices, null);
    const { changes } = await complete(project, decision, findings, '0.1.0');
    expect(changes.length).toBeGreaterThan(3);
    expect(existsSync(join(root, 'RAN'))).toBe(false);
  });

  it('when git is asked what is changed', async () => {
    const root = await trapped();
    expect(await dirtyFiles(root, ['src/a.txt'])).toEqual([]);
    expect(existsSync(join(root, 'RAN'))).toBe(false);
    // It would have run: git as everybody runs it does.
    spawnSync('git', ['status'], { cwd: root });
    expect(existsSync(join(root, 'RAN'))).toBe(true);
  });
});
