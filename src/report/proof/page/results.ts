import type { ProbeMeta, ProofReport } from '../../../types/proof';
import { shownLine } from '../../line';
import { cweLink, referenceLink } from '../../links';
import { byMeasure, countOutcomes, type Outcome, type Row, type Status } from '../rows';
import { html, type Markup } from '../../page/markup';

const LABELS: Record<Status, string> = { passed: '✓ passed', failed: '✗ failed', skipped: '– skipped' };

/** What the table is called, and what stands above it. */
interface About {
  id: string;
  title: string;
  legend: Markup | string;
  figures?: Markup[];
}

const ABOUT: About = {
  id: 'results',
  title: 'What was tried',
  legend: 'A probe passes where the attack gets nowhere, or where a legitimate client is served.',
};

/** What each probe tried, what that proves, and what was seen. Roles keep it a table where a phone shows it as a list. */
export function results({ before }: ProofReport, rows: Row[], { id, title, legend, figures } = ABOUT): Markup | null {
  if (rows.length === 0) return null;
  const titles = before ? ['Before', 'After'] : ['Result'];
  return html`<section class="results" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <p class="legend">${legend}</p>
    ${figures ? html`<div class="score">${figures}</div>` : null}
    <table role="table">
      ${head(['Attack', ...titles])} ${byMeasure(rows).map(([measure, of]) => group(measure, of, titles.length + 1))}
    </table>
  </section>`;
}

/** The names of the columns. */
export function head(titles: string[]): Markup {
  return html`<thead role="rowgroup">
    <tr role="row">
      ${titles.map((title) => html`<th scope="col" role="columnheader">${title}</th>`)}
    </tr>
  </thead>`;
}

function group(measure: string, rows: Row[], span: number): Markup {
  return html`<tbody role="rowgroup">
    <tr class="group" role="row">
      <th scope="rowgroup" role="rowheader" colspan="${span}"><b>${measure}</b> <span>${tally(rows)}</span></th>
    </tr>
    ${rows.map(line)}
  </tbody> `;
}

/** `0 of 4 passed before, 4 of 4 after` */
function tally(rows: Row[]): string {
  const share = (outcomes: (Outcome | null)[]) => {
    const { passed, failed } = countOutcomes(outcomes);
    return { passed, of: passed + failed };
  };
  const after = share(rows.map((row) => row.after));
  const before = share(rows.map((row) => row.before));
  const compared = rows.some((row) => row.before !== null);
  if (!compared) return `${after.passed} of ${after.of} passed`;
  return `${before.passed} of ${before.of} passed before, ${after.passed} of ${after.of} after`;
}

function line({ probe, before, after }: Row): Markup {
  return html`<tr class="${after.status}" role="row">
    <th scope="row" role="rowheader">
      <span class="attack">${shownLine(probe.attack)}</span> <span class="why">${shownLine(probe.proves)}</span>
      <span class="why">${sources(probe)}</span>
    </th>
    ${before && cell('Before', before)} ${cell(before && 'After', after)}
  </tr> `;
}

/** `when` is shown where the columns stand below each other. */
function cell(when: string | null, { status, evidence }: Outcome): Markup {
  return html`<td role="cell">
    ${when && html`<span class="when">${when}</span>`} <span class="status ${status}">${LABELS[status]}</span>
    <code class="evidence">${words(evidence)}</code>
  </td>`;
}

/** Names of headers are not broken at their hyphens while they fit into a line. */
function words(evidence: string): (Markup | string)[] {
  return evidence.split(/(?<= )/).map((word) => (word.includes('-') ? html`<span class="whole">${word}</span>` : word));
}

function sources({ cwe, reference }: ProbeMeta): Markup {
  const { name, address } = referenceLink(reference);
  return html`${link(cwe, cweLink(cwe))} · ${link(name, address)}`;
}

function link(name: string, address: string | null): Markup {
  return address === null ? html`${name}` : html`<a href="${address}" rel="noopener noreferrer">${name}</a>`;
}
