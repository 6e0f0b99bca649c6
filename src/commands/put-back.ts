import { formatCommands, install, installCommand } from '../steps/install';
import { putFilesBack, putPackageFilesBack } from '../steps/transaction/back';
import { asUserError } from '../steps/transaction/failures';
import { forgetRun } from '../steps/transaction/run';
import type { StoredRun } from '../steps/transaction/runs';
import { runBuild } from '../steps/verify/start/build';
import { bootEnvironment } from '../steps/verify/start/environment';
import { findStart } from '../steps/verify/start/start';
import type { Project } from '../types';
import type { Consent } from './proof';
import type { Session } from './session';
import type { Trial } from './trial';

/** A change that was written, and what it takes to put it back. */
export interface Written {
  run: StoredRun;
  /** Packages were installed, or installing was begun. */
  touchedPackages: boolean;
  /** The apps that were started before it. */
  trials: readonly Trial[];
}

/**
 * Every file as it was; the packages as the lockfile has them again, and what was built of the sources too. Returns one
 * sentence on what that comes to: a file that somebody else has changed since is left alone.
 */
export async function putBack(session: Session, written: Written): Promise<string> {
  const { run } = written;
  session.screen.write('\nPutting everything back …\n');
  const { foreign } = await putFilesBack(run, 'leave').catch((error: unknown) => {
    throw asUserError(error, 'Not everything could be put back', 'Mend this, and run: tempered undo.');
  });
  if (written.touchedPackages) {
    await reinstall(session);
    await putPackageFilesBack(run);
  }
  // Where it could not be started before, nothing was built with the change.
  for (const { project, before, consented } of written.trials)
    if (!before.problem) await rebuild(session, project, consented);
  if (foreign.length > 0)
    return `Changed by somebody else meanwhile, and left as they are: ${foreign.map(({ file }) => file).join(', ')} (tempered undo --force puts them back, and keeps a copy). All else is as it was before.`;
  await forgetRun(run);
  return 'Everything is as it was before.';
}

async function reinstall({ project: { root, packageManager }, changeSet, screen, progress }: Session): Promise<void> {
  const packages = [...changeSet.dependencies, ...changeSet.removed];
  const commands = installCommand(packageManager, packages, root);
  if (commands.length === 0) return;
  screen.write(`$ ${formatCommands(commands)}\n`);
  const result = await progress.during('Installing what was there before', () =>
    install(root, packageManager, packages),
  );
  if (!result.ok) screen.write(`${result.lines.join('\n')}\nRun it again: ${result.command}\n`);
}

/** Where the app runs what is built of its sources, that is of the changed ones now. */
async function rebuild({ options, screen }: Session, project: Project, consented: Consent): Promise<void> {
  const settings = { ...options, ...consented };
  const { build } = await findStart(project, settings);
  if (!build || !(await consented.mayBuild(build.shown))) return;
  screen.write(`Building again: ${build.shown}\n`);
  const built = await runBuild(build, (await bootEnvironment(project, settings)).env);
  if (!built.ok) screen.write(`${built.problem.reason}\n`);
}
