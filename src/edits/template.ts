import type { Form, JsonObject, Style } from '../types';
import { fill } from './render/fill';
import { loadTemplate } from './render/load';
import MagicString from 'magic-string';
import { preferDots } from './render/members';
import { spellModules } from './render/modules';
import { checkModule, parseModule } from './render/parse';
import { restyle, withEol } from './render/style';
import { stripTypes } from './render/strip-types';

/**
 * The text of a generated file. `template` is a path below `templates/` without `.ejs`: `headers/express.ts`.
 * Code (`.ts` templates) takes the form and style of the project; other files keep their text, with its line ends.
 * @throws Error where the template is missing or what it renders does not parse: a fault of ours, never of the user.
 */
export function renderTemplate(template: string, data: JsonObject, form: Form, style: Style): string {
  const text = fill(template, loadTemplate(template), { ...data, form: { ...form } });
  if (!template.endsWith('.ts')) return withEol(text, style);
  try {
    return renderCode(text, form, style);
  } catch (error) {
    throw new Error(`The template ${template} does not render: ${String(error)}`, { cause: error });
  }
}

/**
 * TypeScript with ESM imports, spelled in another form and style. Relative imports are written without extension.
 * @throws SyntaxError where the source, or the result, does not parse.
 */
export function renderCode(source: string, form: Form, style: Style): string {
  const module = parseModule(source, 'ts');
  const out = new MagicString(source);
  if (!form.brackets) preferDots(module, out);
  if (form.language === 'js') stripTypes(module, out);
  const styled = restyle(spellModules(module, out, form), form.language, style);
  checkModule(styled, form.language);
  return styled;
}
