import type { Node, Statement } from '@babel/types';
import type MagicString from 'magic-string';
import type { Form } from '../../types';
import { asStrict, exportAssigned, toCommonJs } from './commonjs';
import { endOf, type Module, startOf } from './parse';
import { isTypeOnly } from './strip-types';

/** The edited text with imports and exports spelled as the form has them; relative imports get its extension. */
export function spellModules(module: Module, out: MagicString, form: Form): string {
  const body = module.ast.program.body.filter((each) => form.language === 'ts' || !isTypeOnly(each));
  for (const statement of body) extendImport(statement, out, form.importExtension);
  if (form.module === 'cjs' && (form.language === 'js' || form.verbatimCommonJs)) toCommonJs(module, body, out, form);
  else if (form.language === 'ts' && !form.interop) body.forEach((statement) => assignDefaultImport(statement, out));
  return form.module === 'cjs' && form.language === 'js' ? asStrict(module, out.toString()) : out.toString();
}

function extendImport(statement: Statement, out: MagicString, extension: string): void {
  const source = 'source' in statement ? (statement.source as Node | null | undefined) : null;
  if (source?.type === 'StringLiteral' && /^\.{1,2}\//.test(source.value)) out.appendLeft(endOf(source) - 1, extension);
}

/** The one spelling that every compiler understands without esModuleInterop is forbidden by what linters recommend. */
const ALLOWED = '// eslint-disable-next-line @typescript-eslint/no-require-imports -- esModuleInterop is off\n';

/** `import cors from 'cors'` as `import cors = require('cors')`. */
function assignDefaultImport(statement: Statement, out: MagicString): void {
  if (statement.type !== 'ImportDeclaration' || !exportAssigned.has(statement.source.value)) return;
  const [first] = statement.specifiers;
  if (first?.type !== 'ImportDefaultSpecifier') return;
  out.appendLeft(startOf(statement), ALLOWED);
  out.overwrite(endOf(first), startOf(statement.source), ' = require(').appendRight(endOf(statement.source), ')');
}
