import type { Command } from 'commander';
import { booting, common, GROUP, io, proofFormats } from './options';

export function addVerify(root: Command): void {
  booting(common(root.command('verify [dir]')))
    .description('boot the app on loopback and attack it: exit 1 when a probe fails')
    .optionsGroup(GROUP.output)
    .addOption(proofFormats())
    .option('--output <file>', 'write to a file instead of stdout')
    .optionsGroup(GROUP.app)
    .option('--url <url>', 'attack an app that already runs, on this machine')
    .option('--allow-remote', 'with --url: the app is on another machine')
    .option('--yes', 'build the app where it has to be, without asking')
    .action(async (directory: string | undefined, options) => {
      const { verify } = await import('../commands/verify');
      process.exitCode = await verify(directory ?? '.', options, await io());
    });
}
