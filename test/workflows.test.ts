import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { glob } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { errorsOf } from './support/github';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = await glob('.github/workflows/*.yml', { cwd: root, dot: true });
const read = (file: string): Promise<string> => readFile(join(root, file), 'utf8');

interface Workflow {
  jobs: Record<string, { uses?: string; 'timeout-minutes'?: number; permissions?: Record<string, string> }>;
}

describe("tempered's own workflows", () => {
  it('are what GitHub takes', async () => {
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect(errorsOf(file, await read(file)), file).toEqual([]);
  });

  it('end by themselves, and take actions by their commit', async () => {
    for (const file of files) {
      const text = await read(file);
      for (const [name, job] of Object.entries((parse(text) as Workflow).jobs))
        if (job.uses === undefined) expect(job['timeout-minutes'], `${file}: ${name}`).toBeLessThanOrEqual(40);
      for (const [, action] of text.matchAll(/uses: (?!\.\/)(\S+)/g))
        expect(action, file).toMatch(/^[\w./-]+@[0-9a-f]{40}$/);
    }
  });

  it('give the token of npm to a job that runs nothing of the dependencies', async () => {
    const text = await read('.github/workflows/release.yml');
    const { jobs } = parse(text) as Workflow;
    const withToken = Object.entries(jobs).filter(([, { permissions }]) => permissions?.['id-token'] === 'write');
    expect(withToken.map(([name]) => name)).toEqual(['publish']);
    expect(JSON.stringify(withToken)).not.toMatch(/npm (ci|install|run)|\.ci\/run|checkout/);
    expect(JSON.stringify(withToken)).toContain('npm publish ./release/*.tgz --provenance');
  });
});
