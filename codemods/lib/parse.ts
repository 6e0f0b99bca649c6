import { parse, type ParserOptions, type ParserPlugin } from '@babel/parser';
import type { File } from '@babel/types';

/** Also `import … assert { type: 'json' }`, which Node 20 still reads. */
const always: ParserPlugin[] = ['decorators-legacy', 'decoratorAutoAccessors', 'deprecatedImportAssert'];

const SCRIPT: ParserPlugin[] = ['jsx', 'flow', ...always];

function pluginsFor(filename: string): ParserPlugin[] {
  if (/\.[cm]?ts$/.test(filename)) return ['typescript', ...always];
  if (filename.endsWith('.tsx')) return ['typescript', 'jsx', ...always];
  return SCRIPT;
}

/** An element ends with one of these, and Flow reads types between `<` and `>` only where a comment asks for it. */
const EXTENDED = /<\/|\/>|@flow|@noflow/;

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
  const plugins = pluginsFor(filename);
  const plain = plugins === SCRIPT && !tokens && !EXTENDED.test(text) ? parsePlain(text) : null;
  return plain ?? (parse(text, { ...tolerant, tokens, plugins }) as unknown as File);
}

/** Without JSX and Flow, which few files have, Babel is a fifth faster; null where there is more than plain JavaScript. */
function parsePlain(text: string): File | null {
  try {
    const file = parse(text, { ...tolerant, plugins: always });
    return file.errors?.length ? null : (file as unknown as File);
  } catch {
    return null;
  }
}
