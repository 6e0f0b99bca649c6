import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder of the package itself, wherever the bundler put this module. */
export function packageFolder(name: 'templates' | 'docs'): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json')) || !existsSync(path.join(folder, name))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`The folder ${name} is missing from the package.`);
    folder = parent;
  }
  return path.join(folder, name);
}

export const templatesFolder = (): string => packageFolder('templates');

/** The text of a template, with LF line ends. */
export function loadTemplate(template: string): string {
  return readFileSync(path.join(templatesFolder(), `${template}.ejs`), 'utf8').replaceAll('\r\n', '\n');
}
