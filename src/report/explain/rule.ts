import type { Measure, Rule } from '../../types';
import { cweLink } from '../links';
import { wrap } from '../../wrap';
import { blocksOf, ownPart } from './blocks';
import { fixedBy, owaspLink } from './facts';
import { Links, type Page, printBlocks } from './print';

/** A rule's page for the terminal; `text` is its Markdown. */
export function explainRule(rule: Rule, { id: measure }: Measure, text: string, page: Page): string {
  const { width, paint } = page;
  const links = new Links();
  const facts = [
    `${rule.cwe} ${links.mark(cweLink(rule.cwe)!)}`,
    `${rule.owasp} ${links.mark(owaspLink(rule.owasp))}`,
    `measure ${measure}`,
  ];
  const lines = [
    `${paint('bold', rule.id)}  ${paint(rule.severity, rule.severity)}`,
    ...wrap(rule.summary, width),
    '',
    ...wrap(facts.join(' · '), width),
    ...wrap(fixedBy(rule), width),
    ...printBlocks(blocksOf(ownPart(text)), links, page),
    '',
    paint('bold', 'To leave a place alone: a comment on the line before it'),
    '',
    `    tempered-ignore-next-line ${rule.id} -- the reason`,
    '',
    ...links.lines(),
  ];
  return `${lines.join('\n')}\n`;
}
