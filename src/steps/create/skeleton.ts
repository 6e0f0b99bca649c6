import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { templatesFolder } from '../../edits/render/load';
import { renderTemplate } from '../../edits/template';
import { frameworkOf } from '../../frameworks/index';
import type { Form, JsonObject, Style } from '../../types';
import { managerUse } from './managers';
import { entryOf, newManifest } from './manifest';
import type { NewApp } from './new-app';
import { EDITORCONFIG, type Home } from './workspace';

const STYLE: Style = { quote: "'", semicolons: true, indent: '  ', eol: '\n', trailingComma: 'all' };

const formOf = (language: NewApp['language']): Form => ({
  language,
  module: 'esm',
  extension: `.${language}`,
  importExtension: '.js',
  interop: true,
  verbatimCommonJs: false,
});

/** An image of a package is built at the root of its workspace, with its lockfile. */
const ofRoot = ({ hasStyle }: Home): string[] => ['Dockerfile', '.dockerignore', ...(hasStyle ? [EDITORCONFIG] : [])];

/**
 * The files of a new app before it is hardened, by path. `measures` are those that it will have, as far as it is known, and
 * `isAudited` says whether a workflow of its own looks after it.
 */
export function skeleton(app: NewApp, measures: readonly string[], isAudited: boolean): Record<string, string> {
  const folders = ['shared', ...(app.language === 'ts' ? ['typescript'] : []), app.framework];
  const files: Record<string, string> = { 'package.json': newManifest(app), ...managerUse(app).files };
  for (const folder of folders)
    for (const template of templatesIn(folder)) {
      if (app.home && ofRoot(app.home).includes(template)) continue;
      const text = render(`${folder}/${template}`, app, measures, isAudited);
      files[template.replace(/\.ts$/, formOf(app.language).extension)] = text;
    }
  return files;
}

/** What takes the place of the drafts that were generated for the new app, by the generated module's name. */
export const refined = (app: NewApp, measures: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    templatesIn('generated').map((template) => [
      template.replace(/\.ts$/, ''),
      render(`generated/${template}`, app, measures, false),
    ]),
  );

/** Templates below templates/create/<folder>, without `.ejs`. */
function templatesIn(folder: string): string[] {
  const entries = readdirSync(join(templatesFolder(), 'create', folder), { recursive: true, encoding: 'utf8' });
  return entries
    .filter((entry) => entry.endsWith('.ejs'))
    .map((entry) => entry.replaceAll('\\', '/').replace(/\.ejs$/, ''))
    .sort();
}

function render(template: string, app: NewApp, measures: readonly string[], isAudited: boolean): string {
  const { files, ...manager } = managerUse(app);
  const { title, create } = frameworkOf(app.framework);
  const data: JsonObject = {
    name: app.name,
    framework: title,
    test: create!.test,
    measures: [...measures],
    isAudited,
    isPackage: app.home !== null,
    manager: { ...manager, name: app.packageManager },
    settings: Object.keys(files).filter((file) => file !== manager.lockfile),
    entry: entryOf(app),
    main: create!.entry ?? 'server',
    compilerOptions: create!.typescript?.compilerOptions ?? {},
  };
  return renderTemplate(`create/${template}`, data, formOf(app.language), STYLE);
}
