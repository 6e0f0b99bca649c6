import type { Command } from 'commander';
import type { Io } from '../../ui/screen';
import { bashScript } from './bash';
import { fishScript } from './fish';
import { describeCommands } from './words';
import type { Shell } from './shells';
import { zshScript } from './zsh';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** Prints a script that completes what the commands of `root` are defined to take. */
export function completion(shell: Shell, root: Command, io: Io): number {
  io.stdout.write(SCRIPTS[shell](describeCommands(root)));
  return 0;
}
