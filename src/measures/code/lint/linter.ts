import type { Project } from '../../../types';

/** The project's own linter, by the file that configures it. */
export interface Linter {
  kind: 'flat' | 'legacy' | 'biome' | 'oxlint';
  path: string;
  text: string;
  major: number;
}

/** ESLint takes the first of these. */
const FLAT = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((end) => `eslint.config.${end}`);
const LEGACY = ['.js', '.cjs', '.yaml', '.yml', '.json', ''].map((end) => `.eslintrc${end}`);
const KINDS: [kind: Linter['kind'], names: readonly string[], name: string][] = [
  ['flat', FLAT, 'eslint'],
  ['legacy', [...LEGACY, 'package.json'], 'eslint'],
  ['biome', ['biome.json', 'biome.jsonc', '.biome.json', '.biome.jsonc'], '@biomejs/biome'],
  ['oxlint', ['.oxlintrc.json', '.oxlintrc.jsonc'], 'oxlint'],
];

/** The one that is asked: of two, the one that knows more of the rules. Null where there is none, or it is switched off. */
export function linterOf(project: Project): Linter | null {
  const { linters } = project.repository;
  for (const [kind, names, name] of KINDS) {
    const file = names.flatMap((each) => linters.find(({ path }) => path.split('/').at(-1) === each) ?? [])[0];
    const linter = file && { ...file, kind, major: majorOf(project, name, file.text) };
    if (linter && isUsed(project, linter)) return linter;
  }
  return null;
}

function majorOf({ manifest }: Project, name: string, text: string): number {
  const { installed, dependencies, devDependencies } = manifest;
  const version =
    installed[name] ?? devDependencies[name] ?? dependencies[name] ?? /schemas\/(\d+)\./.exec(text)?.[1] ?? '';
  return Number(/\d+/.exec(version)?.[0] ?? 0);
}

/** From its version 9 on, ESLint reads a configuration of the old kind only when it is told to, and from 10 on never. */
function isUsed({ manifest }: Project, { kind, text, major }: Linter): boolean {
  if (kind === 'biome') return !/"linter"\s*:\s*\{[^{}]*"enabled"\s*:\s*false/.test(text);
  if (kind !== 'legacy' || major < 9) return true;
  return (
    major === 9 && Object.values(manifest.scripts).some((script) => /ESLINT_USE_FLAT_CONFIG=["']?false/.test(script))
  );
}
