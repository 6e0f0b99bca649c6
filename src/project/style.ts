import type { Style } from '../types';
import { majorityEol, styleOfCode } from './style-code';
import { readStyleFiles } from './style-files';

const DEFAULTS: Style = { quote: "'", semicolons: true, indent: '  ', eol: '\n', trailingComma: 'all' };

/**
 * How code is written in a project: its static Prettier, Biome or EditorConfig file first (nothing is executed, so
 * configuration written as code is passed over), then the majority in `samples`, the text of source files. Line ends
 * always follow the samples, since git may change them on checkout whatever a file says.
 */
export async function detectStyle(root: string, samples: string[]): Promise<Style> {
  const configured = await readStyleFiles(root);
  const eol = majorityEol(samples) ?? configured.eol ?? DEFAULTS.eol;
  return { ...DEFAULTS, ...styleOfCode(samples), ...configured, eol };
}
