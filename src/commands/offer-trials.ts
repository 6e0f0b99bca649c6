import type { Probe } from '../types/proof';
import { heading, type Part, type Session, shownOf } from './session';
import { type Trial, tryBefore } from './trial';

/** Attacks each app as it is, unless it would not show: nothing of the app is changed, or the user does not want it. */
export async function offerTrials(session: Session, signal: AbortSignal): Promise<Trial[]> {
  const { options, asker, screen, parts } = session;
  const shows = parts.filter((part) => changesApp(part) && probesOf(part).length > 0);
  if (!options.verify || shows.length === 0) return [];
  const apps = shows.length === 1 ? 'the app' : `the ${shows.length} apps, one after the other,`;
  const attack = shows.length === 1 ? 'it' : 'them';
  const question = `Start ${apps} on this machine and attack ${attack}, before the change and after?`;
  if (asker && !(await asker.confirm(question, true))) return [];
  // Said even where little is: a program of theirs is about to run.
  if (!asker)
    screen.write('The app is started on this machine and attacked, before and after (not with --no-verify).\n');
  const trials: Trial[] = [];
  for (const part of shows) {
    heading(session, part);
    trials.push(await tryBefore(session, part, probesOf(part), signal));
  }
  return trials;
}

const changesApp = ({ project, unfinished, changeSet }: Part): boolean =>
  !unfinished && project.withoutApp === null && shownOf(changeSet).some(({ file }) => /\.[cm]?[jt]sx?$/.test(file));

const probesOf = ({ decision: { measures, removed } }: Part): Probe[] =>
  measures.flatMap(({ id, probes }) => (removed.includes(id) ? [] : (probes ?? [])));
