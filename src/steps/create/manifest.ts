import { frameworkOf } from '../../frameworks/index';
import type { JsonObject } from '../../types';
import { rangesIn } from '../versions';
import { managerUse } from './managers';
import type { NewApp } from './new-app';

const TOOLS = {
  ts: ['@eslint/js', '@types/node', 'eslint', 'tsx', 'typescript', 'typescript-eslint', 'vitest'],
  js: ['@eslint/js', 'eslint', 'globals', 'vitest'],
};

/** What is started, relative. */
export function entryOf({ framework, language }: NewApp): string {
  const { entry = 'server' } = frameworkOf(framework).create!;
  return language === 'ts' ? `dist/${entry}.js` : `src/${entry}.js`;
}

function scriptsFor(app: NewApp): Record<string, string> {
  const { entry = 'server', typescript } = frameworkOf(app.framework).create!;
  const common = { start: `node ${entryOf(app)}`, test: 'vitest run', lint: 'eslint .' };
  if (app.language === 'js') return { dev: `node --watch --env-file=.env src/${entry}.js`, ...common };
  const dev = `tsx watch --env-file=.env src/${entry}.ts`;
  return { dev, build: 'tsc -p tsconfig.build.json', ...common, typecheck: 'tsc --noEmit', ...typescript?.scripts };
}

/** The package.json of a new app. */
export function newManifest(app: NewApp): string {
  const { packages, types = [], typescript } = frameworkOf(app.framework).create!;
  const { field } = managerUse(app);
  // What runs TypeScript as it is knows nothing of decorators' types.
  const tools = typescript ? [...TOOLS.ts.filter((name) => name !== 'tsx'), ...typescript.tools] : TOOLS[app.language];
  const manifest: JsonObject = {
    name: app.name,
    version: '0.1.0',
    private: true,
    type: 'module',
    ...(field === null ? {} : { packageManager: field }),
    engines: { node: '>=20.19' },
    scripts: scriptsFor(app),
    dependencies: rangesOf(packages, app),
    devDependencies: rangesOf([...tools, ...(app.language === 'ts' ? types : [])], app),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The ranges in templates/versions: those of the framework's newest major, then those of the tools. */
function rangesOf(names: string[], { framework }: NewApp): Record<string, string> {
  const folders = [`${framework}-${frameworkOf(framework).majors.at(-1)}`, 'create'];
  const ranges: Record<string, string> = Object.assign({}, ...folders.reverse().map(rangesIn));
  return Object.fromEntries(
    names.sort().map((name) => {
      if (ranges[name] === undefined) throw new Error(`templates/versions has no range for ${name}`);
      return [name, ranges[name]];
    }),
  );
}
