import { stripBom } from './paths';

/**
 * What a file of JSON with comments and trailing commas says, as far as it can be read; undefined where it says nothing.
 * Imported where it is needed, since the parser takes a while.
 */
export async function parseJsonc(text: string): Promise<unknown> {
  const { parse } = await import('jsonc-parser');
  try {
    return parse(stripBom(text), [], { allowTrailingComma: true }) as unknown;
  } catch {
    // Nested deeper than the parser's stack.
    return undefined;
  }
}
