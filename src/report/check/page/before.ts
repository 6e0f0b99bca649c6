import type { Hardening } from '../../../types/proof';
import { shownLine } from '../../line';
import { html, type Markup } from '../../page/markup';
import { results } from '../../proof/page/results';
import { figures } from '../../proof/page/score';
import { splitRows } from '../../proof/rows';
import type { CheckPart, CheckReport, PageExtras } from '../model';

/** Where the last run of `harden` has attacked an app: what came of it before and after. */
export function beforeSections({ parts }: CheckReport, { hardenings }: PageExtras): (Markup | null)[] {
  return parts.flatMap((part, index) => {
    const last = hardenings.get(part);
    if (!last?.proof) return [];
    const title = `Attacks before and after${parts.length > 1 ? `: ${shownLine(part.directory || '.')}` : ''}`;
    const about = { id: `attacks-${index}`, title, legend: legend(last), figures: figures(last.proof) };
    return [results(last.proof, splitRows(last.proof).shown, about)];
  });
}

const legend = ({ started }: Hardening): Markup =>
  html`Seen by <code>tempered harden</code> on ${dayOf(started)}, before its change and after it. Checking runs nothing:
    <code>npx tempered verify</code> attacks the app as it is now.`;

/** `12 before the last harden, on 2026-11-22`; null where that is not known. */
export function scoreBefore(part: CheckPart, { hardenings }: PageExtras): string | null {
  const last = hardenings.get(part);
  if (!last || last.score === null || part.checklist.score === null) return null;
  return `${last.score} before the last harden, on ${dayOf(last.started)}`;
}

const dayOf = (started: string): string => shownLine(started.slice(0, 10));
