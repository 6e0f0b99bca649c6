import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { putBack } from '../../src/commands/put-back';
import type { Session } from '../../src/commands/session';
import { beginRun } from '../../src/steps/transaction/begin';
import { beginInstall, closeRun } from '../../src/steps/transaction/run';
import type { Project } from '../../src/types';
import { createProgress } from '../../src/ui/progress';
import { readFolder, temporaryFolder } from '../temporary';
import { mockTerminal } from '../ui/terminal';

const path = process.env['PATH']!;
afterEach(() => {
  process.env['PATH'] = path;
});

describe('putting a change back', () => {
  it('leaves the lockfile as it was, though installing by it writes it anew', async () => {
    const bin = await temporaryFolder({ npm: '#!/bin/sh\necho "{ }" > package-lock.json\n' });
    await chmod(join(bin, 'npm'), 0o755);
    process.env['PATH'] = bin + delimiter + path;
    const root = await temporaryFolder({ 'package-lock.json': '{}' });
    const packageManager = {
      name: 'npm',
      version: null,
      lockfile: 'package-lock.json',
      workspaceRoot: root,
      elsewhere: null,
      isWorkspace: false,
    };
    const project = { root, packageManager } as Project;
    const packages = { manager: 'npm' as const, workspaceRoot: root };
    const run = await beginRun({ root, changes: [], command: 'harden', packages });
    await beginInstall(run);
    await writeFile(join(root, 'package-lock.json'), '{ "helmet": true }');
    const told: string[] = [];
    const dependencies = [{ name: 'helmet', range: '^8.0.0', dev: false }];
    const changeSet = { changes: [], dependencies, removed: [], manual: [], doubts: [], advice: [] };
    const screen = { write: (text: string) => told.push(text) };
    const progress = createProgress(mockTerminal().io);
    const session = { project, changeSet, screen, progress } as unknown as Session;
    const said = await putBack(session, { run, touchedPackages: true, trials: [] });
    await closeRun(run);
    expect(told.join('')).toContain('npm install');
    expect(await readFolder(root)).toEqual({ 'package-lock.json': '{}' });
    expect(said).toBe('Everything is as it was before.');
  });
});
