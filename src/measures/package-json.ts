import type { DependencyReport, Report } from '../types';
import { textNode } from './text-node';

/** The line of package.json that names the package: of several, the first that does. */
export function placeOf({ manifests }: DependencyReport, name: string): Pick<Report, 'file' | 'node' | 'fix'> {
  for (const { file, text } of manifests) {
    const start = text.indexOf(`"${name}"`, Math.max(text.search(/"(?:dev|peer|optional)?[dD]ependencies"/), 0));
    if (start !== -1) return { file, node: textNode(text, { start, end: start + name.length + 2 }), fix: 'manual' };
  }
  return { file: 'package.json', node: undefined, fix: 'manual' };
}
