import type { JsonObject } from '../../types';
import type { BootProblem, Proof, ProofReport } from '../../types/proof';
import { maskSecrets } from '../mask';
import { print, type Tool, toolEntry } from '../print';
import { maskedLog } from './problem';
import { countOutcomes, proofNotes, proofRows, type Row } from './rows';
import { proofSentence } from './sentence';

/** The document of `verify --format json`. Secrets are masked. */
export function proofDocument(report: ProofReport, tool: Tool): string {
  return print({ schemaVersion: 1, tool: toolEntry(tool), ...describeProof(report) });
}

/** What a document says of a proof: counts, results in the order of the probes, what went wrong. */
export function describeProof(report: ProofReport): JsonObject {
  const { project, before, after, regressions } = report;
  const rows = proofRows(report);
  return {
    project,
    app: maskSecrets(after.app),
    summary: {
      text: proofSentence(report),
      total: rows.length,
      ...countOutcomes(rows.map((row) => row.after)),
      before: before && countOutcomes(rows.map((row) => row.before)),
    },
    results: rows.map(resultEntry),
    problem: { before: problemEntry(before?.problem), after: problemEntry(after.problem) },
    regressions: regressions.map(({ method, path, before: was, after: is }) => {
      return { method, path: maskSecrets(path), before: maskSecrets(was), after: maskSecrets(is) };
    }),
    notes: proofNotes(report),
    elapsed: { before: before && elapsedEntry(before), after: elapsedEntry(after) },
  };
}

function resultEntry({ probe, measure, before, after }: Row): JsonObject {
  const { id, attack, client = false, proves, cwe, reference, numbers = [] } = probe;
  return {
    id,
    measure,
    attack,
    client,
    proves,
    cwe,
    reference,
    numbers,
    before: before && { ...before },
    after: { ...after },
  };
}

function problemEntry(problem: BootProblem | null | undefined): JsonObject | null {
  if (!problem) return null;
  const { reason, log, hint } = problem;
  return { reason: maskSecrets(reason), log: maskedLog(log), hint: maskSecrets(hint) };
}

/** Milliseconds. */
function elapsedEntry({ elapsed }: Proof): JsonObject {
  return { start: Math.round(elapsed.start), probes: Math.round(elapsed.probes) };
}
