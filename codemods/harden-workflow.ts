import MagicString from 'magic-string';
import type { Transform } from './lib/transform';
import { FLAWS } from './lib/workflow/flaws';
import { readWorkflow } from './lib/workflow/read';
import type { Facts } from './lib/workflow/types';

export interface HardenWorkflowOptions extends Facts {
  rule: string;
  /** Which of the flaws are mended; all without it. */
  keys?: string[];
}

/** Mends what a rule finds in a workflow of GitHub, by splices: every other byte stays. */
const hardenWorkflow: Transform<HardenWorkflowOptions> = ({ source }, _api, { rule, keys, scripts, lockfile }) => {
  const workflow = readWorkflow(source);
  if (!workflow) return undefined;
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const magic = new MagicString(source);
  for (const { key, edits } of FLAWS[rule]!(workflow, { scripts, lockfile }))
    if (keys === undefined || keys.includes(key))
      for (const { start, end, text } of edits) {
        const written = text.replaceAll('\n', eol);
        if (start === end) magic.appendRight(start, written);
        else magic.overwrite(start, end, written);
      }
  const result = magic.toString();
  return result !== source && readWorkflow(result) ? result : undefined;
};
export default hardenWorkflow;
