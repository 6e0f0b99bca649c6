import { createHash } from 'node:crypto';
import type { Severity } from '../../types';
import { maskSecrets } from '../mask';
import { byPlace } from '../order';
import { type CheckReport, findingsOf, fromTop } from './model';

/** What GitLab calls them, from `info` to `blocker`. */
const SEVERITIES: Record<Severity, string> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

/**
 * The document of `check --format gitlab`: a Code Quality report, which merge requests show in every tier of GitLab.
 * Files are named from the top of the repository.
 */
export function gitlabDocument(report: CheckReport): string {
  const entries = byPlace(findingsOf(report)).map(({ rule, severity, message, file, line, identity }) => {
    const path = fromTop(report, file);
    return {
      description: `${maskSecrets(message)} (${rule})`,
      check_name: rule,
      // What is alike in two packages has one identity, and GitLab drops the second of two fingerprints.
      fingerprint: createHash('sha256').update(`${path}\0${identity}`).digest('hex'),
      severity: SEVERITIES[severity],
      location: { path, lines: { begin: line } },
    };
  });
  return `${JSON.stringify(entries, null, 2)}\n`;
}
