import { describe, expect, it } from 'vitest';
import { addHook, dropHook } from '../../src/edits/hooks';
import type { HookForm } from '../../src/types';

const COMMAND = 'sh scripts/scan-staged-secrets.sh';
const add = (text: string | null, form: HookForm, file = 'x'): Promise<string | null> =>
  addHook(text, form, COMMAND, file);

/** Adds the command, adds it again, and takes it out: nothing else changes. */
async function roundTrip(before: string, form: HookForm, file = 'x'): Promise<string> {
  const after = (await add(before, form, file))!;
  expect(await add(after, form, file)).toBeNull();
  expect(dropHook(after, form, COMMAND, file)).toBe(before);
  return after;
}

describe('a command before each commit', () => {
  it('begins a script that is not there', async () => {
    expect(await add(null, 'script')).toBe(`#!/bin/sh\n${COMMAND} || exit 1\n`);
  });

  it('goes ahead of what a script runs, behind what it begins with', async () => {
    const husky8 = '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n\n# format\nnpx lint-staged\n';
    expect(await roundTrip(husky8, 'script')).toBe(husky8.replace('# format', `${COMMAND} || exit 1\n# format`));
    expect(await roundTrip('npm test\n', 'script')).toBe(`${COMMAND} || exit 1\nnpm test\n`);
    expect(await roundTrip('#!/bin/sh\r\nset -e\r\nexec npm test', 'script')).toBe(
      `#!/bin/sh\r\nset -e\r\n${COMMAND} || exit 1\r\nexec npm test`,
    );
  });

  it('does not go into a hook in another language', async () => {
    await expect(add("#!/usr/bin/env node\nrequire('x');\n", 'script')).rejects.toThrow(SyntaxError);
  });

  it('is a command or a job of Lefthook, as the others are', async () => {
    const commands =
      '# ours\npre-commit:\n  parallel: true\n  commands: # all\n    # style\n    lint:\n      run: npx eslint\n';
    expect(await roundTrip(commands, 'lefthook')).toBe(
      commands.replace('    # style', `    staged-secrets:\n      run: ${COMMAND}\n    # style`),
    );
    const jobs = 'pre-push:\n  jobs:\n    - run: npm test\npre-commit:\n  jobs:\n  - name: lint\n    run: npx eslint\n';
    expect(await roundTrip(jobs, 'lefthook')).toBe(
      jobs.replace('  - name: lint', `  - name: staged-secrets\n    run: ${COMMAND}\n  - name: lint`),
    );
    const scripts = 'pre-commit:\n    scripts:\n        lint.js:\n            runner: node\n';
    expect(await roundTrip(scripts, 'lefthook')).toContain(
      `    commands:\n      staged-secrets:\n        run: ${COMMAND}\n`,
    );
    expect(await roundTrip('pre-push:\n  jobs:\n    - run: npm test\n', 'lefthook')).toContain(
      '\npre-commit:\n  commands:\n',
    );
    await expect(add('pre-commit: { commands: { lint: { run: x } } }\n', 'lefthook')).rejects.toThrow(SyntaxError);
  });

  it('is a local repository of the pre-commit framework', async () => {
    const config = 'repos:\n-   repo: https://example.com/hooks\n    rev: v1\n    hooks:\n    -   id: x\n';
    const after = await roundTrip(config, 'pre-commit');
    expect(after).toContain(`repos:\n- repo: local\n  hooks:\n    - id: staged-secrets\n`);
    expect(after).toContain(config.slice('repos:\n'.length));
  });

  it('stands ahead of a command in JSON, or behind it', async () => {
    const form = { path: ['simple-git-hooks', 'pre-commit'] };
    const text = '{\n  "simple-git-hooks": { "pre-commit": "npx lint-staged" }\n}\n';
    expect(await roundTrip(text, form)).toContain(`"${COMMAND} && npx lint-staged"`);
    const behind = { path: ['scripts', 'prepare'], behind: true } as const;
    const scripts = '{\n  "scripts": {\n    "prepare": "npm run build"\n  }\n}\n';
    expect(await roundTrip(scripts, { ...behind, path: [...behind.path] })).toContain(
      `"npm run build && (${COMMAND})"`,
    );
    await expect(add('{ "scripts": { "prepare": ["x"] } }', { path: ['scripts', 'prepare'] })).rejects.toThrow(
      SyntaxError,
    );
  });
});
