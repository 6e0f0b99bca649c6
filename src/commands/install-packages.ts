import { UserError } from '../errors';
import { formatCommands, install, installCommand, type PackageChange } from '../steps/install';
import { beginInstall } from '../steps/transaction/run';
import type { ChangeSet } from '../types';
import type { Written } from './put-back';
import type { Session } from './session';

/** Those that come, and those that go. */
export const packagesOf = ({ dependencies, removed }: ChangeSet): PackageChange[] => [...dependencies, ...removed];

/** Shows the command, runs it, and says what is left to run where it was not run or failed. */
export async function installPackages(
  { project: { root, packageManager }, changeSet, options, asker, screen, progress }: Session,
  written: Written,
  signal: AbortSignal,
): Promise<string[]> {
  const wanted = packagesOf(changeSet);
  if (wanted.length === 0) return [];
  const command = formatCommands(installCommand(packageManager, wanted, root));
  if (!options.install || (asker && !(await asker.confirm(`Install the packages now, with ${command}?`, true))))
    return [`Install the packages: ${command}`];
  screen.write(`\n$ ${command}\n`);
  await beginInstall(written.run);
  written.touchedPackages = true;
  const result = await progress.during('Installing the packages', () =>
    install(root, packageManager, wanted, { signal }),
  );
  signal.throwIfAborted();
  if (result.ok) return [];
  screen.write(`${result.lines.join('\n')}\n`);
  if (options.atomic)
    throw new UserError('The packages could not be installed.', 'Mend this and run again, or leave out --atomic.', 4);
  return [`Installing failed, the edits are in place. Run: ${result.command}`];
}
