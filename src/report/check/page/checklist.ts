import type { ChecklistEntry } from '../../../types';
import { shownLine } from '../../line';
import { html, type Markup } from '../../page/markup';
import { type CheckPart, type CheckReport, checklistTitle } from '../model';

const STATES: Record<ChecklistEntry['state'], [kind: string, text: string]> = {
  met: ['passed', '✓ met'],
  'not-met': ['failed', '✗ not met'],
  'not-applicable': ['skipped', '– does not apply'],
};

/** The lines of the checklist with what breaks each, which leads to the findings. */
export function checklistSection(part: CheckPart, { parts }: CheckReport): Markup | null {
  const { entries } = part.checklist;
  if (entries.length === 0) return null;
  const id = `checklist-${parts.indexOf(part)}`;
  const shown = new Set(parts.flatMap(({ findings }) => findings).map(({ rule }) => rule));
  const name = parts.length > 1 ? `${shownLine(part.directory || '.')}: ` : '';
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${name}${checklistTitle(part)}</h2>
    <ul class="checklist">
      ${entries.map((entry) => line(entry, shown))}
    </ul>
  </section>`;
}

function line({ title, state, findings }: ChecklistEntry, shown: ReadonlySet<string>): Markup {
  const [kind, text] = STATES[state];
  const broken = findings.map(({ rule, count }) => {
    const name = count > 1 ? `${rule} (${count})` : rule;
    // What the baseline knows counts here, and is not shown below.
    return shown.has(rule) ? html`<a href="#${anchorOf(rule)}">${name}</a> ` : html`<span>${name}</span> `;
  });
  return html`<li>
    <span class="status ${kind}">${text}</span> <span class="line">${title}</span>
    ${broken.length > 0 ? html`<span class="broken">${broken}</span>` : null}
  </li>`;
}

/** Where the findings of a rule stand on the page. */
export const anchorOf = (rule: string): string => `rule-${rule.replace(/[^\w-]/g, '-')}`;
