import type { ChangeSet, Checklist, FileChange, Finding, JsonObject, Project } from '../types';
import type { ProofReport } from '../types/proof';
import { maskSecrets } from './mask';
import { maskChange } from './mask-change';
import { byPlace, countSeverities } from './order';
import { describeProof } from './proof/document';
import type { Remarks } from './remarks';

export interface Tool {
  name: string;
  version: string;
}

export interface ChangeSetInput {
  tool: Tool;
  changeSet: ChangeSet;
  /** The changes are on disk: neither a dry run nor taken back. */
  applied: boolean;
  /** What the app was before and after, where it was started. */
  proof?: ProofReport | null;
}

export interface CheckInput extends Omit<Remarks, 'withoutApp'> {
  tool: Tool;
  project: JsonObject;
  findings: Finding[];
  checklist: Checklist;
}

/** What a check document says about the project; `withoutApp` is why nothing is said of its app. */
export function describeProject(project: Project): JsonObject {
  const { manifest, framework, form, packageManager, entry, app, withoutApp } = project;
  return {
    name: manifest.name,
    framework: framework.id,
    version: framework.version,
    language: form.language,
    module: form.module,
    packageManager: packageManager.name,
    entry: withoutApp === null ? entry : null,
    app: withoutApp === null ? app.file : null,
    withoutApp,
  };
}

/**
 * The document of `check --format json`: findings in a stable order, secrets masked. `project` is `describeProject`'s,
 * or less where no framework was recognised.
 */
export function checkDocument({ tool, project, findings, checklist, ...remarks }: CheckInput): string {
  return print({
    schemaVersion: 1,
    tool: { name: tool.name, version: tool.version },
    project,
    summary: {
      total: findings.length,
      critical: 0,
      high: 0,
      medium: 0,
      low: 0,
      info: 0,
      ...Object.fromEntries(countSeverities(findings)),
      fixable: findings.filter(({ fix }) => fix === 'automatic').length,
    },
    findings: byPlace(findings).map(findingEntry),
    checklist: checklist.entries.map(({ id, title, state, findings: broken }) => ({
      id,
      title,
      state,
      findings: broken.map(({ rule, count }) => ({ rule, count })),
    })),
    score: checklist.score,
    suppressed: remarks.suppressed,
    baselined: remarks.baselined,
    stale: remarks.stale.map(({ file, rule }) => ({ file, rule })),
    notes: [...remarks.notes],
    leftOut: { ...remarks.leftOut },
  });
}

/**
 * The document of `harden --format json`: every touched file with its text before and after. Of a dry run the texts are
 * exact, so that they may hold secrets; where the files are written, nobody needs them a second time.
 */
export function changeSetDocument({ tool, changeSet, applied, proof = null }: ChangeSetInput): string {
  const changes = changeSet.changes.filter(({ before, after }) => before !== after);
  return print({
    schemaVersion: 1,
    tool: { name: tool.name, version: tool.version },
    changes: [...changes].sort((a, b) => (a.file < b.file ? -1 : 1)).map((change) => changeEntry(change, applied)),
    dependencies: changeSet.dependencies.map(({ name, range, dev }) => ({ name, range, dev })),
    removed: changeSet.removed,
    manual: changeSet.manual.map(({ measure, file, line, reason, snippet }) => ({
      measure,
      file,
      line,
      reason,
      snippet,
    })),
    advice: changeSet.advice,
    applied,
    proof: proof && describeProof(proof),
  });
}

function findingEntry({ rule, severity, message, fix, risk, cwe, file, line, column, endLine }: Finding): JsonObject {
  return { rule, severity, message: maskSecrets(message), fix, risk, cwe, file, line, column, endLine };
}

function changeEntry(change: FileChange, applied: boolean): JsonObject {
  const { file, before, after, measures, executable } = applied ? maskChange(change) : change;
  const action = before === null ? 'create' : after === null ? 'remove' : 'change';
  return { file, action, measures, before, after, ...(executable ? { executable } : {}) };
}

function print(document: JsonObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
