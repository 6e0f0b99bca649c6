import type { Finding, Rule, Severity } from '../../types';
import { maskSecrets } from '../mask';
import { byPlace } from '../order';
import { type CheckReport, findingsOf, fromTop } from './report';

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
export function sarifDocument(report: CheckReport, known: readonly Rule[]): string {
  const { tool } = report;
  const findings = byPlace(findingsOf(report).map((finding) => ({ ...finding, file: fromTop(report, finding.file) })));
  const found = [...new Set(findings.map(({ rule }) => rule))].sort();
  const rules = found.map((id) => known.find((rule) => rule.id === id)).filter((rule) => rule !== undefined);
  const driver = { name: tool.name, semanticVersion: tool.version, rules: rules.map(describeRule) };
  const results = findings.map((finding) => ({
    ruleId: finding.rule,
    ruleIndex: rules.findIndex(({ id }) => id === finding.rule),
    level: LEVELS[finding.severity],
    message: { text: maskSecrets(finding.message) },
    locations: [{ physicalLocation: placeOf(finding) }],
    partialFingerprints: { 'tempered/v1': finding.identity },
  }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule({ id, summary, severity, cwe, owasp }: Rule): object {
  return {
    id,
    shortDescription: { text: summary },
    help: { text: `\`tempered explain ${id}\` says why that matters and what to do.` },
    helpUri: `https://cwe.mitre.org/data/definitions/${cwe.replace('CWE-', '')}.html`,
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['security', `external/cwe/${cwe.toLowerCase()}`, owasp],
      'security-severity': SCORES[severity],
    },
  };
}

/** The region ends with its first line: a finding is about the place, not about all that follows in it. */
function placeOf({ file, line, column }: Finding): object {
  return {
    artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
    region: { startLine: line, startColumn: column },
  };
}
