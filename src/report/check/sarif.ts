import type { Finding, Rule, Severity } from '../../types';
import type { Fix, LineEdit } from '../../types/fix';
import { maskSecrets } from '../mask';
import { byPlace } from '../order';
import { blocksOf, ownPart } from '../explain/blocks';
import { Links, printBlocks } from '../explain/print';
import { cweLink } from '../links';
import { type CheckExtras, type CheckReport, findingsOf, fromTop } from './model';

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};
/** GitHub sorts by this: critical from 9, high from 7, medium from 4. */
const SCORES: Record<Severity, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0', info: '0.1' };

/**
 * The document of `check --format sarif`: SARIF 2.1.0 as code scanning takes it. Who shows it knows the repository, and
 * not the folder that was given: files are named from its top.
 */
export function sarifDocument(report: CheckReport, known: readonly Rule[], { pages, fixes }: CheckExtras): string {
  const { tool } = report;
  const findings = byPlace(findingsOf(report));
  const found = [...new Set(findings.map(({ rule }) => rule))].sort();
  const rules = found.map((id) => known.find((rule) => rule.id === id)).filter((rule) => rule !== undefined);
  const driver = {
    name: tool.name,
    semanticVersion: tool.version,
    rules: rules.map((rule) => describeRule(rule, pages.get(rule.id))),
  };
  const results = findings.map((finding) => ({
    ruleId: finding.rule,
    ruleIndex: rules.findIndex(({ id }) => id === finding.rule),
    level: LEVELS[finding.severity],
    message: { text: maskSecrets(finding.message) },
    locations: [{ physicalLocation: placeOf(finding, fromTop(report, finding.file)) }],
    partialFingerprints: { 'tempered/v1': finding.identity },
    ...fixesOf(finding, fixes.get(finding), fromTop(report, finding.file)),
  }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule({ id, summary, severity, cwe, owasp }: Rule, page: string | undefined): object {
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help:
      page === undefined ? { text: `\`tempered explain ${id}\` says why that matters and what to do.` } : helpOf(page),
    helpUri: cweLink(cwe)!,
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['security', `external/cwe/${cwe.toLowerCase()}`, owasp],
      'security-severity': SCORES[severity],
    },
  };
}

/** What people wrote of a rule: why it matters, bad and good code. Links between our pages lead nowhere here. */
function helpOf(page: string): { text: string; markdown: string } {
  const own = ownPart(page);
  const links = new Links();
  const lines = [...printBlocks(blocksOf(own), links, { width: 100, paint: (_, text) => text }), '', ...links.lines()];
  return {
    text: `${lines.join('\n').trim()}\n`,
    markdown: own.replace(/\[([^\]]+)\]\((?!https?:)[^)\s]+\)/g, '$1'),
  };
}

/** The region ends with its first line: a finding is about the place, not about all that follows in it. */
function placeOf({ line, column }: Finding, file: string): object {
  return { artifactLocation: artifact(file), region: { startLine: line, startColumn: column } };
}

const artifact = (file: string): object => ({
  uri: file.split('/').map(encodeURIComponent).join('/'),
  uriBaseId: '%SRCROOT%',
});

/** Whoever takes a fix takes it alone, without the question that `harden` asks where clients may notice it. */
function fixesOf({ risk }: Finding, fix: Fix | undefined, file: string): { fixes?: object[] } {
  if (!fix?.alone || risk !== 'none') return {};
  const replacements = fix.edits.map(replacement);
  if (maskSecrets(JSON.stringify(replacements)) !== JSON.stringify(replacements)) return {};
  const description = { text: 'What `tempered harden` would write.' };
  return { fixes: [{ description, artifactChanges: [{ artifactLocation: artifact(file), replacements }] }] };
}

function replacement({ line, removed, added }: LineEdit): object {
  const [from, to] = [removed.join('\n'), added.join('\n')];
  if (removed.length === 0)
    return {
      deletedRegion: { startLine: line, startColumn: 1, endLine: line, endColumn: 1 },
      insertedContent: { text: `${to}\n` },
    };
  if (added.length === 0)
    return { deletedRegion: { startLine: line, startColumn: 1, endLine: line + removed.length, endColumn: 1 } };
  // Of a single line, what differs in it.
  const isOne = removed.length === 1 && added.length === 1;
  const begin = isOne ? alike(from, to) : 0;
  const end = alike(reversed(from.slice(begin)), reversed(to.slice(begin)));
  const kept = isOne ? end : from.endsWith('\r') && to.endsWith('\r') ? 1 : 0;
  const last = removed.at(-1)!;
  return {
    deletedRegion: {
      startLine: line,
      startColumn: begin + 1,
      endLine: line + removed.length - 1,
      endColumn: last.length - kept + 1,
    },
    insertedContent: { text: to.slice(begin, to.length - kept) },
  };
}

const reversed = (text: string): string => text.split('').reverse().join('');

/** How many letters two texts begin with that are the same. */
function alike(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}
