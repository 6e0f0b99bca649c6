import { describe, expect, it } from 'vitest';
import { ensureLines } from '../../../src/edits/lines';
import { waiting } from '../../../src/measures/supply-chain/quarantine';
import type { Project } from '../../../src/types';
import { projectWith } from './project';
import { planOf, workflowOf } from './workflow';

/** The file that makes the package manager wait, and what it becomes of a text. */
function settings(project: Project, text: string | null = null): Record<string, string | null> {
  const edits = waiting(project).flatMap((edit) => (edit.kind === 'lines' ? [edit] : []));
  return Object.fromEntries(edits.map(({ file, lines }) => [file, ensureLines(text, lines)]));
}

const using = (packageManager: Partial<Project['packageManager']>, files: string[] = []): Project =>
  projectWith({ packageManager, repository: { files } });

describe('waiting a week for new versions', () => {
  it.each([
    ['npm', null, '.npmrc', 'min-release-age=7'],
    ['pnpm', '10.16.0', 'pnpm-workspace.yaml', 'minimumReleaseAge: 10080'],
    ['yarn', '4.18.1', '.yarnrc.yml', 'npmMinimalAgeGate: 10080'],
    ['bun', null, 'bunfig.toml', '[install]\nminimumReleaseAge = 604800'],
  ] as const)('is a setting of %s %s, with its reason', (name, version, file, setting) => {
    const text = settings(using({ name, version }))[file];
    expect(text).toMatch(/^# No version of a package before it is a week old/);
    expect(text?.endsWith(`\n${setting}\n`)).toBe(true);
  });

  it.each([
    ['pnpm', '10.15.1'],
    ['pnpm', null],
    ['yarn', '4.9.4'],
    ['yarn', null],
  ] as const)('is not written for %s %s, which would fail for it', (name, version) => {
    expect(settings(using({ name, version }))).toEqual({});
  });

  it('keeps what the user says, and other lines', () => {
    expect(settings(using({}), 'min-release-age=3\n')).toEqual({ '.npmrc': null });
    expect(settings(using({}), 'save-exact=true')['.npmrc']).toMatch(/^save-exact=true\n# .*\nmin-release-age=7$/);
  });

  it('does not write a second table into a file of TOML', () => {
    expect(settings(using({ name: 'bun' }, ['bunfig.toml']))).toEqual({});
  });

  it('is done when asked for, and does not keep the workflow from what it pins', () => {
    const answers = { 'supply-chain.quarantine': true };
    expect(planOf(using({}), answers).map(({ file }) => file)).toContain('.npmrc');
    expect(workflowOf(using({}), answers).env).toMatchObject({ npm_config_min_release_age: '0' });
    expect(planOf(using({})).map(({ file }) => file)).not.toContain('.npmrc');
    expect(workflowOf(using({})).env).not.toHaveProperty('npm_config_min_release_age');
  });
});
