import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../temporary';
import { projectWith } from './project';
import { runStep } from './shell';
import { stepNamed, workflowOf } from './workflow';

const integrity = 'sha512-miQKw5Hv4NS1Psg2517mV4e4dYNaO3++hjAvLOAzKqZ61rH8NS1SK+vbfBWZ5PY/Me/bEWhUwqMghEW5Fb9T7Q==';
const pnpm = (resolution: string): string => `packages:\n\n  minimist@0.0.8:\n    resolution: {${resolution}}\n`;
const bun = (entry: string): string => `{\n  "packages": {\n    "minimist": [${entry}],\n  }\n}\n`;

/** lockfile-lint looks at those of npm and Yarn, in managers.all.test.ts. */
describe.each([
  [
    'pnpm',
    'pnpm-lock.yaml',
    [pnpm(`integrity: ${integrity}`), pnpm('tarball: https://registry.npmjs.org/minimist/-/minimist-0.0.8.tgz')],
    [
      pnpm('tarball: https://evil.example/https://registry.npmjs.org/minimist.tgz'),
      pnpm('commit: abc, repo: https://github.com/a/b.git, type: git'),
    ],
  ],
  [
    'bun',
    'bun.lock',
    [
      bun(`"minimist@0.0.8", "", {}, "${integrity}"`),
      bun(`"minimist@0.0.8", "https://registry.npmjs.org/minimist/-/minimist-0.0.8.tgz", {}, "${integrity}"`),
    ],
    [
      bun(`"minimist@0.0.8", "https://evil.example/minimist-0.0.8.tgz", {}, "${integrity}"`),
      bun('"minimist@github:a/b#abc", {}, "a-b-abc"'),
      bun('"minimist@https://evil.example/m.tgz", {}'),
    ],
  ],
] as const)('the lint of the lockfile of %s', (name, file, good, bad) => {
  const script = stepNamed(workflowOf(projectWith({ packageManager: { name, lockfile: file } })), 'Lint the lockfile');
  const run = async (text: string) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, file), text);
    return runStep(script, folder, {});
  };

  it('passes what comes from the registry', async () => {
    for (const text of good) expect(await run(text)).toEqual({ code: 0, output: '' });
  });

  it('fails for what comes from elsewhere, and shows it', async () => {
    for (const text of bad) {
      const { code, output } = await run(text);
      expect(code).toBe(1);
      expect(output).toMatch(/minimist|repo:|evil/);
      expect(output).toContain('::error::');
    }
  });
});
