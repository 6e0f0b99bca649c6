import type { Style } from '../types';
import { majorityEol, styleOfCode } from './style-code';
import { readStyleFiles } from './style-files';

const DEFAULTS: Style = { quote: "'", semicolons: true, indent: '  ', eol: '\n', trailingComma: 'all' };

/**
 * How code is written in a project: its static Prettier, Biome or EditorConfig file first (nothing is executed, so
 * configuration written as code is passed over), then the majority in `samples`, the text of source files. Line ends
 * always follow the samples, since git may change them on checkout whatever a file says.
 *
 * What was `generated` by an earlier run keeps the style it has: where a project has no clear one, the lines that the run
 * added would be enough to tip it, and the next run would write every generated file anew.
 */
export async function detectStyle(root: string, samples: string[], generated: string[] = []): Promise<Style> {
  const configured = await readStyleFiles(root);
  const eol = majorityEol(samples) ?? configured.eol ?? DEFAULTS.eol;
  // Lists are too rare in generated code to tell how it ends them.
  const { trailingComma: _, ...kept } = styleOfCode(generated);
  return { ...DEFAULTS, ...styleOfCode(samples), ...kept, ...configured, eol };
}
