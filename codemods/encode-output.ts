import MagicString from 'magic-string';
import { isSuppressed, suppressionsOf } from './lib/suppress';
import { positionOf } from './lib/text';
import type { Transform } from './lib/transform';
import type { Engine } from './lib/views/engines';
import { unencodedData } from './lib/views/judge';

export interface EncodeOutputOptions {
  rule: string;
  engine: Engine;
  /** The expressions that are meant: of others the project says that they are markup, or its own. */
  outputs: string[];
}

/** Makes templates encode the data they show: `<%- name %>` → `<%= name %>`. The files are no JavaScript: texts are spliced. */
const encodeOutput: Transform<EncodeOutputOptions> = ({ source }, _api, { rule, engine, outputs }) => {
  const suppressions = suppressionsOf(source);
  const magic = new MagicString(source);
  for (const { start, expression, mendable, encode } of unencodedData(engine, source)) {
    if (
      !mendable ||
      !outputs.includes(expression) ||
      isSuppressed(suppressions, rule, [positionOf(source, start).line])
    )
      continue;
    if (encode.text === '') magic.remove(encode.start, encode.end);
    else magic.overwrite(encode.start, encode.end, encode.text);
  }
  return magic.hasChanged() ? magic.toString() : undefined;
};
export default encodeOutput;
