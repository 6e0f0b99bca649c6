import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's own `templates`, wherever the bundler put this module. */
export function templatesFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json')) || !existsSync(path.join(folder, 'templates'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('The folder templates is missing from the package.');
    folder = parent;
  }
  return path.join(folder, 'templates');
}

/** The text of a template, with LF line ends. */
export function loadTemplate(template: string): string {
  return readFileSync(path.join(templatesFolder(), `${template}.ejs`), 'utf8').replaceAll('\r\n', '\n');
}
