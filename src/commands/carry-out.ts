import { UserError } from '../errors';
import { changeSetDocument } from '../report/json';
import { proofTable } from '../report/proof/table';
import { isAccessible } from '../ui/screen';
import { printSummary } from '../ui/summary';
import { tool } from '../version';
import { confirmChanges } from './confirm-changes';
import { forgetHooks } from './forget-hooks';
import { untilInterrupted } from './interrupt';
import { widthOf, writeText } from './output';
import { printProof } from './print-proof';
import type { Session } from './session';
import { brokenError, type Tried } from './trial';
import { summaryOf } from './what-is-done';
import { type Outcome, writeProven } from './write-proven';

const STANDS = 'All changes are written, and stay: `tempered undo` takes them back.\n';

/**
 * Writes the change set, between two attacks on each app that prove it, and puts all of it back where it broke something,
 * or where anything goes wrong before it is proven. Returns the exit code.
 */
export async function carryOut(session: Session): Promise<number> {
  const { asker, screen } = session;
  if (asker && !(await confirmChanges(session, asker))) throw new UserError('Cancelled', 'Nothing was written.', 130);
  let stands = false;
  try {
    await tell(session, await untilInterrupted((signal) => writeProven(session, signal, () => (stands = true))));
  } catch (error) {
    // Whatever goes wrong now, goes wrong with what is said of it.
    if (stands) screen.write(STANDS);
    throw error;
  }
  return 0;
}

/** What was proven, and the summary. UserError 4 where it was put back. */
async function tell(session: Session, { tried, next, state }: Outcome): Promise<void> {
  const { project, parts, asker, screen, options } = session;
  await printOutcome(session, tried);
  const broken = tried.find((each) => each.broken);
  if (broken) throw brokenError(broken, state);
  const removed = parts.some(({ decision }) => decision.removed.length > 0);
  const left = removed ? [...next, ...(await forgetHooks(project.root))] : next;
  if (asker) screen.write('\n');
  if (!options.quiet) printSummary(screen, summaryOf(session, left, tried));
}

async function printOutcome({ changeSet, options, screen, io }: Session, tried: readonly Tried[]): Promise<void> {
  if (options.format === 'json') {
    const applied = !tried.some(({ broken }) => broken);
    const proof = tried[0]?.report ?? null;
    return writeText(changeSetDocument({ tool, changeSet, applied, proof }), options.output, io);
  }
  for (const { report } of tried) {
    if (options.format === 'table' && options.output === undefined)
      screen.write(
        `\n${proofTable(report, { paint: screen.paint, width: widthOf(io), plain: isAccessible(io.env) })}\n`,
      );
    else await printProof(report, options, io);
  }
}
