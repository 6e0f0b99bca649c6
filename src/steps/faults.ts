import type { Rule } from '../types';

/**
 * Rules that fail at what somebody wrote. That is a fault of tempered, and no reason to keep to itself what the other
 * rules find: the rule is left out for that file, and the audit says so.
 */
export class Faults {
  readonly #notes = new Set<string>();

  /** Runs what belongs to a rule. `where` is a file, or null for the whole project. */
  guard<T>(rule: Rule, where: string | null, run: () => T, otherwise: T): T {
    try {
      return run();
    } catch (error) {
      this.note(rule, where, error);
      return otherwise;
    }
  }

  note(rule: Rule, where: string | null, error: unknown): void {
    this.#notes.add(noteOn(rule, where, error));
  }

  notes(): string[] {
    return [...this.#notes];
  }
}

function noteOn(rule: Rule, where: string | null, error: unknown): string {
  const place = where === null ? '' : `${where}: `;
  const rest = `${place}${rule.id} failed, and what it would find ${where === null ? '' : 'there '}is missing. This is a fault of tempered`;
  if (!process.env['TEMPERED_DEBUG']) return `${rest}; TEMPERED_DEBUG=1 shows where.`;
  return `${rest}:\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
