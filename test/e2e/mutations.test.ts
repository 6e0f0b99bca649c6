import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probes } from '../../src/measures/probes';
import { readProject } from '../../src/project/model';
import { readRecord } from '../../src/steps/record';
import { prove } from '../../src/steps/verify/prove';
import type { ProbeResult } from '../../src/types/proof';
import { run, tempered } from '../support/tempered';
import { install, type Installation } from '../templates/workshop';
import { mutations } from './mutations';
import { makeProject } from './project';

const everything = process.env['TEMPERED_TEST_ALL'] === '1';
const measures = everything ? [...new Set(mutations.map(({ measure }) => measure))] : ['cors'];

/** The results of the probes of one measure, by id. */
async function results(cwd: string, measure: string): Promise<Map<string, ProbeResult>> {
  const project = await readProject({ directory: cwd, readRecord });
  const chosen = probes.filter(({ id }) => id.startsWith(`${measure}/`));
  const { proof } = await prove({ project, probes: chosen, timeout: 20_000, mayBuild: () => Promise.resolve(false) });
  expect(proof.problem).toBeNull();
  return new Map(proof.results.map((result) => [result.id, result]));
}

describe('the probes of a hardened app', () => {
  let installation: Installation;
  let cwd: string;
  beforeAll(async () => {
    installation = await install(5);
    cwd = await makeProject(installation, 'hardened', 'js-esm');
    const { code, stderr } = await tempered(
      ['harden', '--yes', '--no-install', '--no-verify', '--set', 'csrf.mode=enforce'],
      cwd,
    );
    expect(code, stderr).toBe(0);
    const lock = await run('npm', ['install', '--package-lock-only', '--no-audit', '--no-fund'], cwd);
    expect(lock.code, lock.stderr).toBe(0);
  });
  afterAll(() => installation.remove());

  describe.each(measures)('of %s', (measure) => {
    it('pass', { timeout: 60_000 }, async () => {
      const failed = [...(await results(cwd, measure)).values()].filter(({ status }) => status === 'failed');
      expect(failed).toEqual([]);
    });

    const own = mutations.filter((mutation) => mutation.measure === measure);
    it.each(own)('notice: $what', { timeout: 60_000 }, async ({ what, file, from, to, caughtBy }) => {
      const target = path.join(cwd, file);
      const text = await readFile(target, 'utf8');
      const weakened = text.replace(from, to);
      expect(weakened).not.toBe(text);
      await writeFile(target, weakened);
      try {
        const found = await results(cwd, measure);
        const failed = [...found.values()].filter(({ status }) => status === 'failed').map(({ id }) => id);
        expect(failed).not.toEqual([]);
        expect(failed).toEqual(expect.arrayContaining(caughtBy));
        if (process.env['TEMPERED_PRINT_MUTATIONS']) console.log(JSON.stringify({ measure, what, failed }));
      } finally {
        await writeFile(target, text);
      }
    });
  });
});
