import type { ParseError } from 'jsonc-parser';
import { UserError } from '../errors';
import { stripBom } from './paths';
import { CONFLICT, encodingOf } from './unreadable';

/**
 * What is wrong with a package.json that is no JSON, and on which line. V8's own message quotes the text around the
 * place, which may hold a secret.
 */
export async function brokenManifest(bytes: Buffer): Promise<UserError> {
  const encoding = encodingOf(bytes);
  if (encoding !== null)
    return new UserError(`package.json is ${encoding}, not text in UTF-8.`, 'Convert it and run again.');
  const text = stripBom(bytes.toString());
  const conflict = CONFLICT.exec(text);
  if (conflict)
    return new UserError(
      `package.json has the conflict markers of a merge: line ${lineAt(text, conflict.index)}.`,
      'Resolve the conflict and run again.',
    );
  const { parse, printParseErrorCode } = await import('jsonc-parser');
  const errorsOf = (tolerant: boolean): ParseError[] => {
    const errors: ParseError[] = [];
    try {
      parse(text, errors, { disallowComments: !tolerant, allowTrailingComma: tolerant });
    } catch {
      // Nested deeper than the parser's stack.
      errors.push({ error: 1, offset: 0, length: 0 });
    }
    return errors;
  };
  const [first] = errorsOf(false);
  const line = lineAt(text, first?.offset ?? 0);
  if (!first || errorsOf(true).length > 0)
    return new UserError(`package.json cannot be read: line ${line}`, 'Mend the JSON syntax there and run again.');
  const what = printParseErrorCode(first.error) === 'InvalidCommentToken' ? 'a comment' : 'a comma too many';
  return new UserError(
    `package.json has ${what}: line ${line}.`,
    'npm cannot read that either: take it out and run again.',
  );
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
