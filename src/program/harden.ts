import type { Command } from 'commander';
import { answers, booting, common, GROUP, io, listed, proofFormats } from './options';

export function addHarden(root: Command): void {
  booting(common(root.command('harden [dir]', { isDefault: true })))
    .description('the wizard: asks on a terminal, needs --yes elsewhere')
    .option('--no-verify', 'do not boot and attack the app before and after')
    .optionsGroup(GROUP.measures)
    .addOption(answers())
    .addOption(listed('--fix <rules>', 'fixes that may change behaviour, by rule, or all'))
    .addOption(listed('--remove <measures>', 'take applied measures out again'))
    .optionsGroup(GROUP.run)
    .option('--yes', 'take recorded answers, then defaults; build, start and attack the app')
    .option('--dry-run', 'print the exact diff and write nothing')
    .option('--no-install', 'edit package.json, but install nothing')
    .option('--allow-dirty', 'go on with uncommitted changes')
    .option('--atomic', 'put everything back where the packages cannot be installed')
    .option('--force', 'write deleted files again, and remove edited ones that are not needed')
    .optionsGroup(GROUP.output)
    .addOption(proofFormats())
    .option('--output <file>', 'write what was proven to a file instead of stdout')
    .option('--list', 'print what is applied, with versions and answers; change nothing')
    .action(async (directory: string | undefined, options) => {
      const { harden } = await import('../commands/harden');
      process.exitCode = await harden(directory ?? '.', options, await io());
    });
}
