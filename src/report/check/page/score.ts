import type { Severity } from '../../../types';
import { shownLine } from '../../line';
import { countSeverities } from '../../order';
import { html, type Markup } from '../../page/markup';
import { type CheckPart, type CheckReport, findingsOf, type PageExtras } from '../model';
import { scoreBefore } from './before';

/** The score with a tick for each line of the checklist, and the findings by severity. */
export function scoreSection(report: CheckReport, extras: PageExtras): Markup {
  const isNamed = report.parts.length > 1;
  const scores = report.parts.map((part) => scoreFigure(part, isNamed, scoreBefore(part, extras)));
  return html`<section class="score" aria-label="Score">${scores} ${counts(report)}</section>`;
}

function scoreFigure(
  { directory, checklist: { entries, score } }: CheckPart,
  named: boolean,
  before: string | null,
): Markup | null {
  const applying = entries.filter(({ state }) => state !== 'not-applicable');
  if (applying.length === 0) return null;
  const met = applying.filter(({ state }) => state === 'met').length;
  const figure: [number, string] = score === null ? [met, `of ${applying.length} met`] : [score, 'of 100'];
  return html`<figure class="${met === applying.length ? 'good' : 'bad'}">
    <figcaption>${named ? shownLine(directory || '.') : score === null ? 'Checklist' : 'Score'}</figcaption>
    <p class="count"><b>${figure[0]}</b> ${figure[1]}</p>
    <div class="ticks" aria-hidden="true">${ticks(applying.length - met, 'failed')}${ticks(met, 'passed')}</div>
    <small>${met} of the ${applying.length} lines of the checklist that apply are met</small>
    ${before && html`<small>${before}</small>`}
  </figure>`;
}

function counts(report: CheckReport): Markup {
  const findings = findingsOf(report);
  const found = countSeverities(findings);
  const bad = found.some(([severity]) => severity === 'critical' || severity === 'high');
  return html`<figure class="${bad ? 'bad' : 'good'}">
    <figcaption>Findings</figcaption>
    <p class="count"><b>${findings.length}</b> ${findings.length === 1 ? 'finding' : 'findings'}</p>
    <div class="ticks" aria-hidden="true">${found.map(([severity, count]) => ticks(count, severity))}</div>
    <p class="legend-line">
      ${found.map(([severity, count]) => html`<span><i class="${severity}" aria-hidden="true"></i>${count} ${severity}</span> `)}
    </p>
  </figure>`;
}

/** More would be too thin to be seen. */
const MOST = 60;

const ticks = (count: number, kind: Severity | 'failed' | 'passed'): Markup[] =>
  Array.from({ length: Math.min(count, MOST) }, () => html`<i class="${kind}"></i>`);
