import type { ReportDetails, Rule } from '../types';
import type { AuditRun } from './audit-run';
import { type Found, toFinding } from './finding';
import { Keywords } from './keywords';

/** Files that are no source code: templates of views, say. */
export function auditTexts({ project, comments, faults }: AuditRun, rules: readonly Rule[]): Found[] {
  const scan = project.scan();
  const asking = rules.filter(({ files, text }) => files && text);
  const keywords = new Keywords(asking);
  const paths = asking.length === 0 ? [] : scan.texts((path) => asking.some(({ files }) => files!.test(path)));
  return paths.flatMap((path) => {
    const text = scan.read(path);
    if (text === null) return [];
    const suppressions = comments.of(path, text);
    const findings: Found[] = [];
    for (const rule of keywords.rulesFor(text).filter(({ files }) => files!.test(path))) {
      const report = (start: number, end: number, details: ReportDetails): void =>
        void findings.push(toFinding(rule, details, { file: path, text, comments: suppressions, start, end }));
      faults.guard(rule, path, () => rule.text!({ path, text, project, report }), undefined);
    }
    return findings;
  });
}
