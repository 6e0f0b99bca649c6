import type { Edit, Finding, JsonObject, ManualText } from '../types';

/** How a rule's findings are mended: one codemod for each file, which finds the places again. */
export interface Mend {
  codemod: string;
  /** What the codemod takes beside `rule`, by which it knows what the user asked to leave alone. */
  options?: (file: string) => JsonObject;
  manual: Omit<ManualText, 'line'>;
}

/** The edits that mend the chosen findings of a rule. */
export function mends(findings: readonly Finding[], rule: string, { codemod, options, manual }: Mend): Edit[] {
  const found = findings.filter((finding) => finding.rule === rule && finding.fix === 'automatic');
  const files = [...new Set(found.map(({ file }) => file))];
  return files.map((file) => ({
    measure: rule.split('/')[0]!,
    kind: 'codemod',
    codemod,
    file,
    options: { rule, ...options?.(file) },
    present: null,
    manual: { ...manual, line: found.find((finding) => finding.file === file)!.line },
  }));
}
