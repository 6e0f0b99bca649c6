import { Argument, type Command } from 'commander';
import { SHELLS, type Shell } from '../commands/completion/shells';
import { io } from './options';

export function addCompletion(root: Command): void {
  root
    .command('completion')
    .description('a script that completes commands, options, measures and rules in your shell')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .action(async (shell: Shell) => {
      const { completion } = await import('../commands/completion/index');
      process.exitCode = await completion(shell, root, await io());
    });
}
