import type { Transform } from './lib/transform';
import { readDependabot } from './lib/workflow/dependabot';
import { watched } from './lib/workflow/watches';

export interface ExtendDependabotOptions {
  /** Which ecosystems are to be looked after; the first of each group is written where none of it is there. */
  ecosystems: string[][];
}

/** Adds to a configuration of Dependabot what it does not look after; every other byte stays. */
const extendDependabot: Transform<ExtendDependabotOptions> = ({ source }, _api, { ecosystems }) => {
  const found = readDependabot(source);
  const missing = ecosystems.filter((group) => found && !watched(found, group));
  if (!found?.end || missing.length === 0) return undefined;
  const { at, indent } = found.end;
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const gap = /\r?\n[ \t]*\r?\n *- /.test(source.slice(0, at)) ? eol : '';
  const entries = missing.map(
    ([ecosystem]) =>
      gap +
      entry(ecosystem!)
        .map((line) => `${indent}${line}${eol}`)
        .join(''),
  );
  const before = source.slice(0, at);
  const result = `${before}${before.endsWith('\n') ? '' : eol}${entries.join('')}${source.slice(at)}`;
  const again = readDependabot(result);
  return again?.watches.length === found.watches.length + missing.length ? result : undefined;
};
export default extendDependabot;

const entry = (ecosystem: string): string[] => [
  `- package-ecosystem: ${ecosystem}`,
  '  directory: /',
  '  schedule:',
  '    interval: weekly',
  '  # Most malicious releases are found within days.',
  '  cooldown:',
  '    default-days: 7',
];
