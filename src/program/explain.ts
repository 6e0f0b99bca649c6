import type { Command } from 'commander';
import { io } from './options';

export function addExplain(root: Command): void {
  root
    .command('explain <rule>')
    .description('what a rule or a measure is about: why, bad and good code, references')
    .action(async (name: string) => {
      const { explain } = await import('../commands/explain');
      process.exitCode = await explain(name, await io());
    });
}
