import type { Command } from 'commander';
import { GROUP, io } from './options';

export function addUndo(root: Command): void {
  root
    .command('undo [dir]')
    .description("put the last run's files back")
    .optionsGroup(GROUP.run)
    .option('--yes', 'ask nothing, and install the packages as they were')
    .option('--dry-run', 'print the exact diff and put nothing back')
    .option('--force', 'files that were changed since too; a copy of each is kept beside it')
    .option('--no-install', 'leave node_modules as they are')
    .optionsGroup(GROUP.output)
    .option('--quiet', 'print nothing')
    .action(async (directory: string | undefined, options) => {
      const { undo } = await import('../commands/undo');
      process.exitCode = await undo(directory ?? '.', options, await io());
    });
}
