import type { ChangeSet, FileChange, JsonObject, Project } from '../types';
import type { ProofReport } from '../types/proof';
import { maskChange } from './mask-change';
import { print, type Tool, toolEntry } from './print';
import { describeProof } from './proof/document';

export interface ChangeSetInput {
  tool: Tool;
  changeSet: ChangeSet;
  /** The changes are on disk: neither a dry run nor taken back. */
  applied: boolean;
  /** What the app was before and after, where it was started. */
  proof?: ProofReport | null;
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
 * The document of `harden --format json`: every touched file with its text before and after. Of a dry run the texts are
 * exact, so that they may hold secrets; where the files are written, nobody needs them a second time.
 */
export function changeSetDocument({ tool, changeSet, applied, proof = null }: ChangeSetInput): string {
  const changes = changeSet.changes.filter(({ before, after }) => before !== after);
  return print({
    schemaVersion: 1,
    tool: toolEntry(tool),
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

function changeEntry(change: FileChange, applied: boolean): JsonObject {
  const { file, before, after, measures, executable } = applied ? maskChange(change) : change;
  const action = before === null ? 'create' : after === null ? 'remove' : 'change';
  return { file, action, measures, before, after, ...(executable ? { executable } : {}) };
}
