import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Project } from '../../../types';
import { configured, nodeFile } from './output';
import { directCommand, type StartCommand } from './start-command';

/** Files that `node` alone would be given where nothing is written about it. */
const USUAL = ['server.js', 'app.js', 'index.js', 'server.mjs', 'index.mjs', 'app.mjs', 'bin/www'];

/** How the file that starts the app can be run, the project's own tools first; `output` is what a build would write. */
export function entryCommand(project: Project): { source: StartCommand | null; output: string[] | null } {
  const entry = entryFile(project);
  if (entry === null) return { source: null, output: null };
  if (!/\.[cm]?tsx?$/.test(entry)) return { source: javascript(project, entry), output: null };
  const output = outputCandidates(project, entry);
  const built = output.find((file) => existsSync(join(project.root, file))) ?? output[0];
  return { source: typescript(project, entry), output: built === undefined ? null : ['node', built] };
}

/** The model's entry, or, where there is no model of the app, what package.json says. */
function entryFile({ root, entry, manifest }: Project): string | null {
  if (entry !== 'package.json') return entry;
  const named = [...(manifest.main === null ? [] : [manifest.main]), ...USUAL];
  return named.find((file) => nodeFile(join(root, file)) !== null) ?? null;
}

/** Modules in a package that is not `type: module` are a matter for Babel, where the project has it. */
function javascript(project: Project, entry: string): StartCommand | null {
  const form = project.files.find(({ path }) => path === entry)?.module;
  const compiled = form === 'esm' && project.manifest.type === 'commonjs' && !entry.endsWith('.mjs');
  return (compiled ? run(project, ['babel-node', entry]) : null) ?? run(project, ['node', entry]);
}

function typescript(project: Project, entry: string): StartCommand | null {
  const { installed, type } = project.manifest;
  const swc = installed['@swc-node/register'] !== undefined;
  const modules = type === 'module' && !entry.endsWith('.cts');
  const loader = modules ? ['--loader', 'ts-node/esm'] : [];
  return (
    run(project, ['tsx', entry]) ??
    (modules && installed['ts-node'] !== undefined ? run(project, ['node', ...loader, entry], QUICK) : null) ??
    run(project, ['ts-node', entry], QUICK) ??
    (swc
      ? run(
          project,
          modules
            ? ['node', '--import', '@swc-node/register/esm-register', entry]
            : ['node', '-r', '@swc-node/register', entry],
        )
      : null) ??
    run(project, ['babel-node', '--extensions', '.ts,.js', entry])
  );
}

/** Nobody has asked for the types to be checked. */
const QUICK = { TS_NODE_TRANSPILE_ONLY: 'true' };

const run = (project: Project, words: string[], env: Record<string, string> = {}): StartCommand | null =>
  directCommand(project, { words, env, cwd: '' }, true);

/** Where the compiler puts an entry: `src/server.ts` is `dist/server.js`, or `dist/src/server.js`. */
function outputCandidates({ root, manifest }: Project, entry: string): string[] {
  const compiled = entry.replace(/\.([cm]?)tsx?$/, '.$1js');
  const roots = configured(root);
  const outDir = roots.find((config) => config.outDir !== null)?.outDir;
  const folders = outDir ? [outDir] : ['dist', 'build', 'lib', 'out'].filter((name) => existsSync(join(root, name)));
  const rootDir = roots.find((config) => config.rootDir !== null)?.rootDir;
  const inner = posix.relative(rootDir ?? compiled.split('/')[0]!, compiled);
  const main =
    manifest.main && !/^(\.\/)?src\//.test(manifest.main) && /\.[cm]?js$/.test(manifest.main) ? [manifest.main] : [];
  return [
    ...main,
    ...folders.flatMap((folder) => [posix.join(folder, inner === '' ? compiled : inner), posix.join(folder, compiled)]),
  ];
}
