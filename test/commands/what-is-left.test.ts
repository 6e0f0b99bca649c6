import { describe, expect, it } from 'vitest';
import type { Part } from '../../src/commands/session';
import type { Tried } from '../../src/commands/trial';
import { whatIsLeft } from '../../src/commands/what-is-left';

/** As much of a part as is looked at. */
function part(
  name: 'npm' | 'pnpm',
  devDependencies: Record<string, string>,
  files: [string, string | null][],
  scripts = {},
): Part {
  const changes = files.map(([file, before]) => ({ file, before, after: '', measures: [] }));
  const project = { manifest: { dependencies: {}, devDependencies, scripts }, packageManager: { name } };
  return { project, folder: '', changeSet: { changes } } as unknown as Part;
}

function tried(results: Record<string, 'passed' | 'failed'>, clients: string[] = []): Tried {
  const probes = Object.keys(results).map((id) => ({
    id,
    attack: `Do ${id}`,
    ...(clients.includes(id) ? { client: true } : {}),
  }));
  const after = { results: Object.entries(results).map(([id, status]) => ({ id, status, evidence: '' })) };
  return { folder: '', broken: false, report: { probes, after } } as unknown as Tried;
}

describe('what a run leaves to do', () => {
  it('names the attacks that still succeed, and where to read on', () => {
    const [line] = whatIsLeft(
      [],
      [tried({ 'validation/lists': 'failed', 'cors/any': 'passed', 'https/all': 'failed' })],
    );
    expect(line).toBe(
      'Attacks still succeed: "Do validation/lists", "Do https/all". See what is left to you, and `tempered explain validation`, `tempered explain https`.',
    );
  });

  it('says nothing where none does, nor of what a legitimate client does not get', () => {
    expect(whatIsLeft([], [tried({ 'cors/any': 'passed' })])).toEqual([]);
    expect(whatIsLeft([], [tried({ 'cors/listed': 'failed' }, ['cors/listed'])])).toEqual([]);
  });

  it('has the formatter of the project lay out what is new, and nothing that was there', () => {
    const files: [string, string | null][] = [
      ['src/main.ts', 'old'],
      ['src/security/index.ts', null],
      ['src/security/cors.ts', null],
      ['.tempered/base/src/security/cors.ts.txt', null],
      ['.npmrc', null],
    ];
    expect(whatIsLeft([part('pnpm', { prettier: '^3.0.0' }, files)], [])).toEqual([
      'Have your formatter lay out what is new: pnpm exec prettier --write src/security',
    ]);
    expect(whatIsLeft([part('npm', { '@biomejs/biome': '2.0.0' }, files)], [])).toEqual([
      'Have your formatter lay out what is new: npx biome format --write src/security',
    ]);
    expect(whatIsLeft([part('npm', { '@stylistic/eslint-plugin': '^5.0.0' }, files)], [])).toEqual([
      'Have your formatter lay out what is new: npx eslint --fix src/security',
    ]);
    expect(whatIsLeft([part('npm', {}, files)], [])).toEqual([]);
    expect(whatIsLeft([part('npm', { prettier: '^3.0.0' }, files.slice(0, 1))], [])).toEqual([]);
  });

  it('finds a formatter among the packages that the app runs with', () => {
    const only = part('npm', {}, [['src/security/index.ts', null]]);
    const { manifest } = only.project as unknown as { manifest: { dependencies: Record<string, string> } };
    manifest.dependencies = { prettier: '^3.0.0' };
    expect(whatIsLeft([only], [])).toEqual([
      'Have your formatter lay out what is new: npx prettier --write src/security',
    ]);
  });

  it('names what was there as well where the project has its layout checked, and the workflow where it is laid out too', () => {
    const files: [string, string | null][] = [
      ['src/routes (old)/main.ts', 'old'],
      ['src/security/index.ts', null],
      ['.github/workflows/security.yml', null],
      ['package.json', '{}'],
    ];
    const left = (devDependencies: Record<string, string>, script: string) =>
      whatIsLeft([part('npm', devDependencies, files, { lint: script })], []);
    expect(left({ prettier: '^3.0.0' }, 'eslint . && prettier . --check')).toEqual([
      "Have your formatter lay out what was written: npx prettier --write src/security 'src/routes (old)/main.ts' .github/workflows/security.yml",
    ]);
    expect(left({ '@biomejs/biome': '2.0.0' }, 'biome ci')).toEqual([
      "Have your formatter lay out what was written: npx biome format --write src/security 'src/routes (old)/main.ts'",
    ]);
    expect(left({ prettier: '^3.0.0' }, 'prettier --write .')).toEqual([
      'Have your formatter lay out what is new: npx prettier --write src/security',
    ]);
  });
});
