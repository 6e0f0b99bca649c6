import { maskSecrets } from '../report/mask';
import { maskChange } from '../report/mask-change';
import { unifiedDiff } from '../report/diff';
import type { Asker } from '../ui/asker';
import { previewChanges } from '../ui/preview';
import { heading, type Part, type Session, shownOf } from './session';

/** Shows what would be written, and asks whether it should be. */
export async function confirmChanges(session: Session, asker: Asker): Promise<boolean> {
  const files = shownOf(session.changeSet).length;
  if (files === 0) return true;
  session.screen.write('\n');
  const show = (whole: boolean): boolean =>
    session.parts.map((part) => previewPart(session, part, whole)).includes(true);
  return isWanted(`Write ${files === 1 ? 'this file' : `these ${files} files`}?`, show, asker);
}

/** What was left out of a long diff can be seen first. */
async function isWanted(question: string, show: (whole: boolean) => boolean, asker: Asker): Promise<boolean> {
  if (!show(false)) return asker.confirm(question, true);
  const answer = await asker.select(question, [
    { value: 'yes', label: 'Yes' },
    { value: 'show', label: 'Show all of it first' },
    { value: 'no', label: 'No' },
  ]);
  if (answer !== 'show') return answer === 'yes';
  show(true);
  return asker.confirm(question, true);
}

/** Whether something was left out. */
function previewPart(session: Session, part: Part, whole: boolean): boolean {
  const shown = shownOf(part.changeSet);
  if (shown.length > 0) heading(session, part);
  return previewChanges(session.screen, maskSecrets(unifiedDiff(shown.map(maskChange))), { whole });
}
