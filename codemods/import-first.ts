import { hasSideEffectImport, sideEffectImport } from './lib/imports';
import { isEsm } from './lib/module-system';
import { insertAtTop } from './lib/place';
import { open, type Transform } from './lib/transform';

export interface ImportFirstOptions {
  from: string;
  /** Only when the file is the process entry, not when a test requires it. CommonJS only. */
  mainOnly: boolean;
}

/** Imports a module for its effect before anything else is loaded. */
const importFirst: Transform<ImportFirstOptions> = (file, api, { from, mainOnly }) => {
  const source = open(file, api)?.source;
  if (!source || hasSideEffectImport(source, from)) return undefined;
  if (mainOnly && isEsm(source)) return undefined;
  const code = sideEffectImport(source, from);
  insertAtTop(source, mainOnly ? `if (require.main === module) ${code}` : code);
  return source.finish();
};
export default importFirst;
