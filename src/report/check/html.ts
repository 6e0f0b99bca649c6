import type { Rule } from '../../types';
import { shownLine } from '../line';
import { html, type Markup } from '../page/markup';
import { page } from '../page/shell';
import { summaryLine } from '../table';
import { beforeSections } from './page/before';
import { checklistSection } from './page/checklist';
import { findingsSections } from './page/findings';
import { scoreSection } from './page/score';
import { type CheckReport, findingsOf, type PageExtras, titleOf } from './model';

/**
 * What was found as one HTML page: the score, the checklist, each finding in its code, with what `harden` would write
 * instead, and the attacks that the last `harden` has recorded. Names, messages and code are only ever text in it. Secrets are masked.
 */
export function checkHtml(report: CheckReport, rules: readonly Rule[], extras: PageExtras): string {
  const findings = findingsOf(report);
  return page({
    kind: 'Security check',
    title: shownLine(titleOf(report)),
    sentence: findings.length === 0 ? 'No findings.' : `${summaryLine(findings)}.`,
    facts: facts(report),
    main: [
      scoreSection(report, extras),
      ...report.parts.map((part) => checklistSection(part, report)),
      ...findingsSections(report, rules, extras),
      ...beforeSections(report, extras),
      notes(report),
    ],
    footer: html`Made by tempered ${report.tool.version}. <code>npx tempered harden</code> mends what can be mended
      automatically; <code>npx tempered explain RULE</code> says more about a rule.`,
  });
}

/** `Express 4.17.1 · JavaScript · server.js` */
function facts({ parts }: CheckReport): Markup {
  if (parts.length !== 1) return html`${parts.map(({ directory }) => shownLine(directory || '.')).join(' · ')}`;
  const { framework, version, language, entry } = parts[0]!.project;
  const known = [[framework === 'none' ? null : framework, version], [LANGUAGES[String(language)]], [entry]];
  const words = known.map((each) => each.filter((word) => typeof word === 'string' && word !== '').join(' '));
  return html`${words
    .filter((each) => each !== '')
    .map(shownLine)
    .join(' · ')}`;
}

const LANGUAGES: Record<string, string> = { ts: 'TypeScript', js: 'JavaScript' };

/** What was not looked at, and what is not shown. */
function notes({ parts }: CheckReport): Markup | null {
  const items = parts.flatMap(({ remarks: { withoutApp, notes: said, suppressed, baselined } }) => [
    ...(withoutApp === null ? [] : [`Only the code and the repository were looked at, not the app: ${withoutApp}`]),
    ...said,
    ...(suppressed > 0 ? [`${suppressed} ${suppressed === 1 ? 'finding is' : 'findings are'} suppressed.`] : []),
    ...(baselined > 0
      ? [`${baselined} ${baselined === 1 ? 'finding is' : 'findings are'} known from the baseline.`]
      : []),
  ]);
  if (items.length === 0) return null;
  return html`<section aria-labelledby="notes">
    <h2 id="notes">Notes</h2>
    <ul>
      ${items.map((item) => html`<li>${shownLine(item)}</li>`)}
    </ul>
  </section>`;
}
