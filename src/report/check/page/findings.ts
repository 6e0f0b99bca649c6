import type { Rule, Severity } from '../../../types';
import { blocksOf, ownPart } from '../../explain/blocks';
import { shownLine } from '../../line';
import { cweLink } from '../../links';
import { byPlace, SEVERITIES } from '../../order';
import { html, type Markup } from '../../page/markup';
import { type CheckExtras, type CheckFinding, type CheckPart, type CheckReport, findingsOf } from '../model';
import { anchorOf } from './checklist';
import { change, frame } from './code';

/** Of one rule, so many findings stand in their code; the others are listed. */
const MOST = 25;

/** A section for each severity, worst first, and in it the findings by rule. */
export function findingsSections(report: CheckReport, rules: readonly Rule[], extras: CheckExtras): Markup[] {
  const findings = byPlace(findingsOf(report));
  const parts = new Map(report.parts.flatMap((part) => part.findings.map((finding) => [finding, part] as const)));
  const anchored = new Set<string>();
  return SEVERITIES.flatMap((severity) => {
    const found = findings.filter((finding) => finding.severity === severity);
    if (found.length === 0) return [];
    const ids = [...new Set(found.map(({ rule }) => rule))];
    return html`<section class="findings" aria-labelledby="severity-${severity}">
      <h2 id="severity-${severity}">${title(severity)} <span>${found.length}</span></h2>
      ${ids.map((id) => {
        // A rule may have findings of several severities: it is explained where the worst are.
        const isFirst = !anchored.has(id);
        anchored.add(id);
        const own = found.filter(({ rule }) => rule === id);
        const places = own.slice(0, MOST).map((finding) => place(finding, parts.get(finding)!, extras));
        const summary = rules.find((rule) => rule.id === id)?.summary ?? id;
        return ruleArticle(own, { summary, why: isFirst ? extras.pages.get(id) : undefined }, places);
      })}
    </section>`;
  });
}

const title = (severity: Severity): string => severity[0]!.toUpperCase() + severity.slice(1);

function ruleArticle(
  findings: readonly CheckFinding[],
  { summary, why }: { summary: string; why: string | undefined },
  places: Markup[],
): Markup {
  const { rule, severity, cwe } = findings[0]!;
  const address = cwe === null ? null : cweLink(cwe);
  return html`<article id="${anchorOf(rule)}${why === undefined ? `-${severity}` : ''}">
    <h3>${summary}</h3>
    <p class="about">
      <span class="status ${severity}">${severity}</span> <code>${rule}</code>
      ${address && html`<a href="${address}" rel="noopener noreferrer">${cwe}</a>`}
    </p>
    ${why === undefined ? null : whyOf(why)} ${places} ${others(findings.slice(MOST))}
  </article>`;
}

function place(finding: CheckFinding, part: CheckPart, { fixes }: CheckExtras): Markup {
  const { file, line, column, message, fix, risk } = finding;
  const written = fixes.get(finding);
  return html`<div class="place">
    <p class="where"><code>${shownLine(`${file}:${line}:${column}`)}</code> ${mark(fix, risk)}</p>
    <p>${shownLine(message)}</p>
    ${frame(finding, part)} ${written ? change(written, file, part) : null}
  </div>`;
}

function mark(fix: CheckFinding['fix'], risk: CheckFinding['risk']): Markup | null {
  if (fix !== 'automatic') return null;
  return risk === 'behaviour'
    ? html`<span class="status skipped">fix may change behaviour</span>`
    : html`<span class="status passed">fixable</span>`;
}

function others(findings: readonly CheckFinding[]): Markup | null {
  if (findings.length === 0) return null;
  const items = findings.map(
    ({ file, line, message }) => html`<li><code>${shownLine(`${file}:${line}`)}</code> ${shownLine(message)}</li>`,
  );
  return html`<ul>
    ${items}
  </ul>`;
}

/** The first words of a rule's own page. */
function whyOf(text: string): Markup | null {
  const first = blocksOf(ownPart(text)).find(({ kind }) => kind === 'paragraph') as { text: string } | undefined;
  return first ? html`<p class="why">${inline(first.text)}</p>` : null;
}

/** Names of code stay code; of links their words are left. */
function inline(text: string): (Markup | string)[] {
  const words = text.replace(/\[([^\]]+)\]\([^)\s]+\)/g, '$1').replace(/\*\*([^*]+)\*\*/g, '$1');
  return words
    .split(/(`[^`]+`)/)
    .map((part) => (part.startsWith('`') ? html`<code>${part.slice(1, -1)}</code>` : part));
}
