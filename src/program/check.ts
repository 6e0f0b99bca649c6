import { type Command, InvalidArgumentError, Option } from 'commander';
import { CHECK_FORMATS, type CheckOptions } from '../commands/options';
import { common, GROUP, io } from './options';

/** `--report sarif=tempered.sarif`, any number of them. */
function report(value: string, before: CheckOptions['report']): CheckOptions['report'] {
  const equals = value.indexOf('=');
  const format = CHECK_FORMATS.find((known) => known === value.slice(0, equals));
  const file = value.slice(equals + 1);
  if (format === undefined || file === '')
    throw new InvalidArgumentError(`It takes FORMAT=FILE, FORMAT being one of ${CHECK_FORMATS.join(', ')}.`);
  return [...before, { format, file }];
}

export function addCheck(root: Command): void {
  common(root.command('check [dir]'))
    .description('audit only, for CI: exit 1 when a finding reaches --fail-on')
    .addOption(new Option('--format <format>', 'how results are printed').choices([...CHECK_FORMATS]).default('table'))
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that fails')
        .choices(['critical', 'high', 'medium', 'low', 'none'])
        .default('high'),
    )
    .option('--output <file>', 'write to a file instead of stdout')
    .addOption(
      new Option('--report <format=file>', 'write a file beside what is printed, and more with more of these')
        .argParser(report)
        .default([], 'none'),
    )
    .optionsGroup(GROUP.run)
    .option('--deps', "unused, outdated and vulnerable dependencies too; its tools run the project's configuration")
    .option('--history', 'look for secrets in every commit of the git history, too')
    .option('--write-baseline', 'take what is found now as known: later checks report what is new')
    .action(async (directory: string | undefined, options) => {
      const { check } = await import('../commands/check');
      process.exitCode = await check(directory ?? '.', options, await io());
    });
}
