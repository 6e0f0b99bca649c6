import type { Proof, ProofReport } from '../../../types/proof';
import { type Counts, countOutcomes, type Outcome, type Row } from '../rows';
import { html, type Markup } from './markup';

/** The counts in large figures, and a bar with a tick for each probe that ran; before and after side by side. */
export function score(report: ProofReport, rows: Row[]): Markup {
  const { before, after } = report;
  const is = rows.map((row) => row.after);
  const was = rows.flatMap((row) => row.before ?? []);
  const sides = before
    ? [side('Before', before, was, true), side('After', after, is, true)]
    : [side('Now', after, is, false)];
  return html`<section class="score" aria-label="Score">${sides}</section>`;
}

function side(title: string, { problem }: Proof, outcomes: Outcome[], attacks: boolean): Markup {
  const counts = countOutcomes(outcomes);
  const ran = counts.passed + counts.failed;
  const figure = attacks ? counts.failed : counts.passed;
  const what = attacks
    ? `of ${ran} ${ran === 1 ? 'attack' : 'attacks'} succeeded`
    : `of ${ran} ${ran === 1 ? 'probe' : 'probes'} passed`;
  return html`<figure class="${counts.failed > 0 || problem ? 'bad' : 'good'}">
    <figcaption>${title}${problem ? ': the app did not start' : ''}</figcaption>
    <p class="count"><b>${figure}</b> ${what}</p>
    <div class="ticks" aria-hidden="true">${ticks(counts)}</div>
    <small>${counts.failed} failed, ${counts.passed} passed, ${counts.skipped} skipped</small>
  </figure>`;
}

function ticks({ failed, passed }: Counts): Markup[] {
  return [
    ...Array.from({ length: failed }, () => html`<i class="failed"></i>`),
    ...Array.from({ length: passed }, () => html`<i></i>`),
  ];
}
