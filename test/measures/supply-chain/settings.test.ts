import { describe, expect, it } from 'vitest';
import { ensureLines } from '../../../src/edits/lines';
import { settings } from '../../../src/measures/supply-chain/settings';
import type { Answers, Project } from '../../../src/types';
import { projectWith } from './project';
import { planOf, workflowOf } from './workflow';

/** What the files of settings become of a text. */
function written(project: Project, answers: Answers = {}, text: string | null = null): Record<string, string | null> {
  const texts: Record<string, string | null> = {};
  for (const edit of settings(project, answers))
    if (edit.kind === 'lines')
      texts[edit.file] = ensureLines(texts[edit.file] ?? text, edit.lines) ?? texts[edit.file] ?? null;
  return texts;
}
const waiting = { 'supply-chain.quarantine': true };

const using = (packageManager: Partial<Project['packageManager']>, files: string[] = []): Project =>
  projectWith({ packageManager, repository: { files } });

describe('settings of the package manager', () => {
  it.each([
    ['npm', null, '.npmrc', ['allow-git=none', 'allow-remote=none']],
    ['pnpm', '10.26.0', 'pnpm-workspace.yaml', ['blockExoticSubdeps: true']],
  ] as const)('keep %s %s to the registry, each with its reason', (name, version, file, lines) => {
    const text = written(using({ name, version, elsewhere: false }))[file]!;
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual(lines);
    for (const line of lines) expect(text).toMatch(new RegExp(`# .*\\n${line}\\n`));
  });

  it.each([
    ['pnpm', '10.25.0'],
    ['pnpm', null],
    ['yarn', '4.18.1'],
    ['yarn', '1'],
    ['bun', null],
  ] as const)('are none for %s %s', (name, version) => {
    expect(written(using({ name, version, elsewhere: false }))).toEqual({});
  });

  it('refuse nothing that an install needs today', () => {
    expect(written(using({ elsewhere: true }))).toEqual({});
    expect(written(using({ name: 'pnpm', version: '10.26.0', elsewhere: true }))).toEqual({});
    const naming = (range: string): Project =>
      projectWith({ packageManager: { elsewhere: null }, manifest: { dependencies: { a: range } } });
    for (const range of ['github:a/b', 'a/b#main', 'git+ssh://git@example.com/a.git', 'https://example.com/a.tgz'])
      expect(written(naming(range))).toEqual({});
    for (const range of ['^1.0.0', 'npm:b@2', 'file:../a', 'workspace:*', '*', 'latest'])
      expect(Object.keys(written(naming(range)))).toEqual(['.npmrc']);
  });

  it('are left to the root of a workspace', () => {
    expect(written(using({ workspaceRoot: '/', elsewhere: false }))).toEqual({});
  });

  it('keep what the user says, and other lines', () => {
    const text = written(using({ elsewhere: false }), {}, 'allow-git=all\nsave-exact=true\n')['.npmrc']!;
    expect(text).toMatch(/^allow-git=all\nsave-exact=true\n# .*\nallow-remote=none\n$/);
  });
});

describe('waiting a week for new versions', () => {
  it.each([
    ['npm', null, '.npmrc', 'min-release-age=7'],
    ['pnpm', '10.16.0', 'pnpm-workspace.yaml', 'minimumReleaseAge: 10080'],
    ['yarn', '4.18.1', '.yarnrc.yml', 'npmMinimalAgeGate: 10080'],
    ['bun', null, 'bunfig.toml', '[install]\nminimumReleaseAge = 604800'],
  ] as const)('is a setting of %s %s, with its reason', (name, version, file, setting) => {
    const text = written(using({ name, version }), waiting)[file];
    expect(text).toMatch(/^# No version of a package before it is a week old/);
    expect(text?.endsWith(`\n${setting}\n`)).toBe(true);
  });

  it.each([
    ['pnpm', '10.15.1'],
    ['pnpm', null],
    ['yarn', '4.9.4'],
    ['yarn', null],
  ] as const)('is not written for %s %s, which would fail for it', (name, version) => {
    expect(written(using({ name, version }), waiting)).toEqual({});
  });

  it('keeps what the user says, and other lines', () => {
    const own = using({});
    expect(written(own, waiting, 'min-release-age=3\n')).toEqual({ '.npmrc': null });
    expect(written(own, waiting, 'save-exact=true')['.npmrc']).toMatch(/^save-exact=true\n# .*\nmin-release-age=7$/);
  });

  it('does not write a second table into a file of TOML', () => {
    expect(written(using({ name: 'bun' }, ['bunfig.toml']), waiting)).toEqual({});
  });

  it('is done when asked for, and does not keep the workflow from what it pins', () => {
    const own = using({});
    expect(planOf(own, waiting).map(({ file }) => file)).toContain('.npmrc');
    expect(workflowOf(own, waiting).env).toMatchObject({ npm_config_min_release_age: '0' });
    expect(planOf(own).map(({ file }) => file)).not.toContain('.npmrc');
    expect(workflowOf(own).env).not.toHaveProperty('npm_config_min_release_age');
  });
});
