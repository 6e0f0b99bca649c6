import { glob } from 'tinyglobby';
import { expect } from 'vitest';
import { probes } from '../../../../src/measures/probes';
import { readProject } from '../../../../src/project/model';
import { boot } from '../../../../src/steps/verify/boot/boot';
import { runBuild } from '../../../../src/steps/verify/start/build';
import { bootEnvironment } from '../../../../src/steps/verify/start/environment';
import { prove } from '../../../../src/steps/verify/prove';
import { findStart } from '../../../../src/steps/verify/start/start';
import { run } from '../../../support/tempered';
import { boundAddresses, LOOPBACK, processesWith, up } from '../boot/booting';

export interface Visit {
  /** How it was started, as it is shown. */
  shown: string;
  /** What was built before, as it is shown. */
  built: string | null;
  status: number;
  text: string;
}

/**
 * Starts a project as it comes, asks it for a path, and stops it. Asserts that it listened on loopback only, that no
 * process of it is left, and that no file has changed but what a build writes.
 */
export async function visit(folder: string, path = '/'): Promise<Visit> {
  const before = await filesIn(folder);
  const project = await readProject({ directory: folder, withoutApp: 'any', readRecord: () => Promise.resolve(null) });
  const { start, build } = await findStart(project, {});
  const { env } = await bootEnvironment(project, {});
  if (build) expect(await runBuild(build, env)).toEqual({ ok: true });
  const options = { start, root: project.root, env, timeout: 120_000, allowNetwork: false, hideEnvFiles: true };
  const running = up(await boot(options));
  try {
    const answer = await fetch(`http://127.0.0.1:${running.listeners[0]!.port}${path}`);
    const text = await answer.text();
    const addresses = boundAddresses(processesWith(folder));
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !LOOPBACK.test(address))).toEqual([]);
    return { shown: start.shown, built: build?.shown ?? null, status: answer.status, text };
  } finally {
    await running.stop();
    expect(processesWith(folder)).toEqual([]);
    expect(await filesIn(folder)).toEqual(before);
  }
}

/** Attacks a project as it comes with every probe but the slow one; the ids of those that passed and failed. */
export async function attack(folder: string): Promise<{ passed: string[]; failed: string[] }> {
  const project = await readProject({ directory: folder, withoutApp: 'any', readRecord: () => Promise.resolve(null) });
  const chosen = probes.filter((probe) => probe.kind !== 'http' || probe.risk !== 'slow');
  const { proof } = await prove({ project, probes: chosen, timeout: 120_000, mayBuild: () => Promise.resolve(true) });
  expect(proof.problem).toBeNull();
  expect(processesWith(folder)).toEqual([]);
  const ids = (wanted: string): string[] => proof.results.filter(({ status }) => status === wanted).map(({ id }) => id);
  return { passed: ids('passed'), failed: ids('failed') };
}

/** Every file outside a build's output, with its size and when it was written. */
async function filesIn(cwd: string): Promise<string[]> {
  const ignore = ['**/dist/**', '**/*.tsbuildinfo'];
  const found = await glob('**', { cwd, dot: true, ignore, followSymbolicLinks: false, absolute: true });
  const { stat } = await import('node:fs/promises');
  const lines = await Promise.all(
    found.map(async (file) =>
      stat(file).then(
        ({ size, mtimeMs }) => `${file} ${size} ${mtimeMs}`,
        () => `${file} broken`,
      ),
    ),
  );
  return lines.sort();
}

/** Runs a program of a registry, or npm itself, and fails with what it said. */
export async function runs(cwd: string, command: string, ...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await run(command, args, cwd);
  expect(code, `${command} ${args.join(' ')}\n${stdout}\n${stderr}`).toBe(0);
}
