import type { Form, Style } from '../../types';
import { parseModule } from './parse';
import { quoteStrings } from './style-quotes';
import { indentLines } from './style-indent';
import { dropSemicolons } from './style-semicolons';
import { dropTrailingCommas } from './style-commas';

/** Code in our own style (single quotes, semicolons, two blanks, every trailing comma, LF) as the project writes it. */
export function restyle(code: string, language: Form['language'], style: Style): string {
  let text = code;
  if (style.quote !== "'") text = quoteStrings(parseModule(text, language));
  if (style.trailingComma !== 'all') text = dropTrailingCommas(parseModule(text, language), style.trailingComma);
  if (!style.semicolons) text = dropSemicolons(parseModule(text, language));
  if (style.indent !== '  ') text = indentLines(parseModule(text, language), style.indent);
  return withEol(text, style);
}

/** Text with LF line ends, with the line ends of the project. */
export const withEol = (text: string, style: Style): string =>
  style.eol === '\n' ? text : text.replaceAll('\n', style.eol);
