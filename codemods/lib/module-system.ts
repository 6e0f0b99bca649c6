import { requiredSource } from './scope';
import type { Source } from './source';
import { walk } from './walk';

/** An ESM file has import or export declarations; TypeScript without any is written as ESM too. */
export function isEsm(source: Source): boolean {
  const { body } = source.ast.program;
  if (body.some(({ type }) => /^(Import|Export)/.test(type) || type === 'TSImportEqualsDeclaration')) return true;
  if (/\.(mjs|mts)$/.test(source.path)) return true;
  return /\.tsx?$/.test(source.path) && !usesRequire(source);
}

function usesRequire(source: Source): boolean {
  let found = false;
  walk(source.ast.program, (node) => {
    if (requiredSource(node) !== null) found = true;
    return !found;
  });
  return found;
}

/** TypeScript with `import x = require('x')` only: under `verbatimModuleSyntax` CommonJS may import in no other way. */
export function takesWholeModules(source: Source): boolean {
  const types = source.ast.program.body.map(({ type }) => type);
  const esm = types.some((type) => type === 'ImportDeclaration' || /^Export(Default|Named|All)/.test(type));
  return types.includes('TSImportEqualsDeclaration') && !esm;
}
