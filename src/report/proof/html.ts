import type { ProofReport, Regression } from '../../types/proof';
import { shownLine } from '../line';
import { html, type Markup } from '../page/markup';
import { page } from '../page/shell';
import { head, results } from './page/results';
import { score } from './page/score';
import { bootProblems, type ShownProblem } from './problem';
import { bySkipReason, proofNotes, type Row, splitRows } from './rows';
import { proofSentence } from './sentence';

/** The proof as one HTML page. What the app answered is only ever text in it. Secrets are masked. */
export function proofHtml(report: ProofReport): string {
  const { shown, skipped } = splitRows(report);
  return page({
    kind: 'Proof of hardening',
    title: shownLine(report.project),
    sentence: proofSentence(report),
    facts: facts(report),
    main: [
      ...bootProblems(report).map(trouble),
      regressions(report.regressions),
      score(report),
      results(report, shown),
      skippedSection(skipped),
      notes(report),
    ],
    footer: html`Made by tempered. Below each result stands what was seen: a status, a header.`,
  });
}

function facts({ after: { app, problem, elapsed } }: ProofReport): Markup {
  const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
  const name = html`<code>${shownLine(app)}</code>`;
  if (problem) return html`Run with ${name}.`;
  // Nobody waited for an app that ran already.
  if (elapsed.start === 0) return html`Attacked at ${name} for ${seconds(elapsed.probes)}.`;
  return html`Run with ${name}, which listened after ${seconds(elapsed.start)}; attacked for ${seconds(elapsed.probes)}.`;
}

function trouble({ title, reason, log, hint }: ShownProblem): Markup {
  const shown = log.length === 0 ? null : html`<pre>${log.join('\n')}</pre>`;
  return html`<section class="trouble">
    <h2>✗ ${title}</h2>
    <p>${reason}</p>
    ${shown}
    <p><b>Try:</b> ${hint}</p>
  </section>`;
}

function regressions(of: Regression[]): Markup | null {
  if (of.length === 0) return null;
  const cell = (when: string, text: string) =>
    html`<td role="cell"><span class="when">${when}</span> <code>${shownLine(text)}</code></td>`;
  const rows = of.map(
    ({ method, path, before, after }) =>
      html`<tr role="row">
        <th scope="row" role="rowheader"><code>${shownLine(`${method} ${path}`)}</code></th>
        ${cell('Before', before)}${cell('After', after)}
      </tr> `,
  );
  return html`<section class="results trouble" aria-labelledby="regressions">
    <h2 id="regressions">✗ Answered differently afterwards</h2>
    <table role="table">
      ${head(['Request', 'Before', 'After'])}
      <tbody role="rowgroup">
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function skippedSection(skipped: Row[]): Markup | null {
  const reasons = bySkipReason(skipped);
  if (reasons.length === 0) return null;
  const items = reasons.map(([reason, of]) => {
    const attacks = of.map(({ probe }) => shownLine(probe.attack)).join('; ');
    return html`<li>${reason} (${of.length})<br /><span>${attacks}</span></li>`;
  });
  return html`<section aria-labelledby="skipped">
    <h2 id="skipped">What was skipped</h2>
    <ul>
      ${items}
    </ul>
  </section>`;
}

function notes(report: ProofReport): Markup | null {
  const items = proofNotes(report).map((note) => html`<li>${note}</li>`);
  return items.length === 0
    ? null
    : html`<section aria-labelledby="notes">
        <h2 id="notes">Notes</h2>
        <ul>
          ${items}
        </ul>
      </section>`;
}
