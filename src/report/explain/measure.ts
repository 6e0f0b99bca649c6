import type { Measure } from '../../types';
import { wrap } from '../../wrap';
import { blocksOf, ownPart } from './blocks';
import { fixedMark } from './facts';
import { hung, Links, type Page, printBlocks } from './print';

/** What a measure is about, for the terminal, with its rules; `text` is the Markdown of its page. */
export function explainMeasure({ id, meta, rules, probes = [] }: Measure, text: string, page: Page): string {
  const { width, paint } = page;
  const links = new Links();
  const lines = [
    `${paint('bold', id)}  ${meta.title}`,
    ...wrap(meta.summary, width),
    ...(rules.length > 0 ? ['', paint('bold', 'Rules')] : []),
    ...rules.flatMap((rule) => [
      '',
      `  ${rule.id}  ${paint(rule.severity, rule.severity)}  ${paint('dim', fixedMark(rule))}`,
      ...hung('  ', rule.summary, width),
    ]),
    ...(probes.length > 0 ? ['', paint('bold', 'What `tempered verify` proves'), ''] : []),
    ...probes.flatMap(({ attack, proves }) =>
      hung('- ', `${attack}: ${proves[0]!.toLowerCase()}${proves.slice(1)}`, width),
    ),
    ...printBlocks(blocksOf(ownPart(text)), links, page),
    '',
    ...meta.references,
    ...links.lines(),
  ];
  return `${lines.join('\n')}\n`;
}
