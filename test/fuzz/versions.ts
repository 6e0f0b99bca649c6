import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesFolder } from '../../src/edits/render/load';

type Manifest = Record<'dependencies' | 'devDependencies', Record<string, string> | undefined>;

const known = new Map<string, string[]>();
for (const folder of readdirSync(join(templatesFolder(), 'versions'))) {
  const file = join(templatesFolder(), 'versions', folder, 'package.json');
  const { dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies }))
    known.set(name, [...(known.get(name) ?? []), range]);
}

/** The ranges that templates/versions have for a package. */
export const versionsOfTemplates = (name: string): string[] => known.get(name) ?? [];
