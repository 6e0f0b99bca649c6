import { parse, type ParserOptions, type ParserPlugin } from '@babel/parser';
import type { File } from '@babel/types';

/** Also `import … assert { type: 'json' }`, which Node 20 still reads. */
const always: ParserPlugin[] = ['decorators-legacy', 'decoratorAutoAccessors', 'deprecatedImportAssert'];

function pluginsFor(filename: string): ParserPlugin[] {
  if (/\.[cm]?ts$/.test(filename)) return ['typescript', ...always];
  if (filename.endsWith('.tsx')) return ['typescript', 'jsx', ...always];
  return ['jsx', 'flow', ...always];
}

const tolerant: ParserOptions = {
  sourceType: 'unambiguous',
  errorRecovery: true,
  attachComment: false,
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowImportExportEverywhere: true,
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
  allowNewTargetOutsideFunction: true,
};

/**
 * Parses the raw text, tolerating errors where Babel can go on; `file.errors` lists those.
 * `tokens` is for files that are to be edited.
 * @throws SyntaxError where nothing can be read.
 */
export function parseSource(text: string, filename: string, tokens = false): File {
  return parse(text, { ...tolerant, tokens, plugins: pluginsFor(filename) }) as unknown as File;
}
