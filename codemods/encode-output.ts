import MagicString from 'magic-string';
import { isSuppressed, suppressionsOf } from './lib/suppress';
import { positionOf } from './lib/text';
import type { Transform } from './lib/transform';
import type { Engine } from './lib/views/engines';
import { unencodedData } from './lib/views/judge';

export interface EncodeOutputOptions {
  rule: string;
  engine: Engine;
  /** Names whose values stand in the code: they may be markup. */
  constants: string[];
}

/** Makes templates encode the data they show: `<%- name %>` → `<%= name %>`. The files are no JavaScript: texts are spliced. */
const encodeOutput: Transform<EncodeOutputOptions> = ({ source }, _api, { rule, engine, constants }) => {
  const suppressions = suppressionsOf(source);
  const magic = new MagicString(source);
  for (const { start, mendable, encode } of unencodedData(engine, source, constants)) {
    if (!mendable || isSuppressed(suppressions, rule, positionOf(source, start).line)) continue;
    if (encode.text === '') magic.remove(encode.start, encode.end);
    else magic.overwrite(encode.start, encode.end, encode.text);
  }
  return magic.hasChanged() ? magic.toString() : undefined;
};
export default encodeOutput;
