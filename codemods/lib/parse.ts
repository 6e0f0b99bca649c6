import { parse, type ParserOptions, type ParserPlugin } from '@babel/parser';
import type { File } from '@babel/types';

/** Also `import … assert { type: 'json' }`, which Node 20 still reads. */
const always: ParserPlugin[] = ['decorators-legacy', 'decoratorAutoAccessors', 'deprecatedImportAssert'];

/** What of JavaScript's syntax a file is written in; Babel makes a parser of its own for each. */
export type Syntax = 'plain' | 'extended' | 'typescript' | 'tsx';

const PLUGINS: Record<Syntax, ParserPlugin[]> = {
  plain: always,
  extended: ['jsx', 'flow', ...always],
  typescript: ['typescript', ...always],
  tsx: ['typescript', 'jsx', ...always],
};

/** An element ends with one of these, and Flow reads types between `<` and `>` only where a comment asks for it. */
const EXTENDED = /<\/|\/>|@flow|@noflow/;

/** The syntax that a file seems to be written in, by its name and, for JavaScript, a look at its text. */
export function syntaxOf(text: string, filename: string): Syntax {
  if (/\.[cm]?ts$/.test(filename)) return 'typescript';
  if (filename.endsWith('.tsx')) return 'tsx';
  return EXTENDED.test(text) ? 'extended' : 'plain';
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
  const syntax = syntaxOf(text, filename);
  if (syntax !== 'plain') return parseAs(syntax, text, tokens);
  // An edit may bring what the file has not had: both are to be parsed alike.
  return (tokens ? null : parsePlain(text)) ?? parseAs('extended', text, tokens);
}

const parseAs = (syntax: Syntax, text: string, tokens: boolean): Parsed =>
  parse(text, { ...tolerant, tokens, plugins: PLUGINS[syntax] }) as unknown as Parsed;

type Parsed = File & { errors: readonly unknown[] | null };

/** Without JSX and Flow, which few files have, Babel is a fifth faster; null where there is more than plain JavaScript. */
function parsePlain(text: string): File | null {
  try {
    const file = parseAs('plain', text, false);
    return file.errors?.length ? null : file;
  } catch {
    return null;
  }
}
