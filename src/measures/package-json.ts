import type { DependencyReport, Report } from '../types';
import { textNode } from './text-node';

/** The line of package.json that names the package. */
export function placeOf({ manifest }: DependencyReport, name: string): Pick<Report, 'file' | 'node' | 'fix'> {
  const start = manifest.indexOf(`"${name}"`, Math.max(manifest.search(/"(?:dev|peer|optional)?[dD]ependencies"/), 0));
  const node = start === -1 ? undefined : textNode(manifest, { start, end: start + name.length + 2 });
  return { file: 'package.json', node, fix: 'manual' };
}
