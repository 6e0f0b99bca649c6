import type { Proof, ProofReport } from '../../../types/proof';
import { type Counts, countOutcomes, type Outcome, proofRows } from '../rows';
import { html, type Markup } from '../../page/markup';

/** The figures as a part of the page of their own. Null where there is nothing to say beyond that the app did not start. */
export function score(report: ProofReport): Markup | null {
  if (!report.before && report.after.problem) return null;
  return html`<section class="score" aria-label="Score">${figures(report)}</section>`;
}

/** The counts in large figures, and a bar with a tick for each probe that ran; before and after side by side. */
export function figures(report: ProofReport): Markup[] {
  const { before, after } = report;
  const rows = proofRows(report);
  // What legitimate clients get is no attack, and stands in the sentence above where it fails.
  const attacks = rows.filter(({ probe }) => !probe.client);
  return before
    ? [
        attacked(
          'Before',
          before,
          attacks.flatMap((row) => row.before ?? []),
        ),
        attacked(
          'After',
          after,
          attacks.map((row) => row.after),
        ),
      ]
    : [probed(rows.map((row) => row.after))];
}

/** How many attacks succeeded. */
function attacked(title: string, { problem }: Proof, outcomes: Outcome[]): Markup {
  const counts = countOutcomes(outcomes);
  const ran = counts.passed + counts.failed;
  const what = `of ${ran} ${ran === 1 ? 'attack' : 'attacks'} succeeded`;
  return side(title, counts, problem ? null : [counts.failed, what]);
}

/** How many probes passed. */
function probed(outcomes: Outcome[]): Markup {
  const counts = countOutcomes(outcomes);
  const ran = counts.passed + counts.failed;
  return side('Result', counts, [counts.passed, `of ${ran} ${ran === 1 ? 'probe' : 'probes'} passed`]);
}

function side(title: string, counts: Counts, figure: [number, string] | null): Markup {
  const count = figure
    ? html`<p class="count"><b>${figure[0]}</b> ${figure[1]}</p>`
    : html`<p class="count"><b class="words">Did not start</b></p>`;
  return html`<figure class="${figure && counts.failed === 0 ? 'good' : 'bad'}">
    <figcaption>${title}</figcaption>
    ${count}
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
