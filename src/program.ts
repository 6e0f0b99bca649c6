import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { CHECK_FORMATS, type CheckOptions } from './commands/options';
import { SHELLS, type Shell } from './commands/completion/shells';
import { addExamples } from './help';
import { tool } from './version';

/** Both `--only a,b` and `--only a --only b`. */
const list = (value: string, before: string[]): string[] =>
  [...before, ...value.split(',').map((part) => part.trim())].filter((part) => part !== '');
const collect = (value: string, before: string[]): string[] => [...before, value];

/** `--report sarif=tempered.sarif`, any number of them. */
function report(value: string, before: CheckOptions['report']): CheckOptions['report'] {
  const equals = value.indexOf('=');
  const format = CHECK_FORMATS.find((known) => known === value.slice(0, equals));
  const file = value.slice(equals + 1);
  if (format === undefined || file === '')
    throw new InvalidArgumentError(`It takes FORMAT=FILE, FORMAT being one of ${CHECK_FORMATS.join(', ')}.`);
  return [...before, { format, file }];
}

const listed = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(list).default([], 'none');

const manager = (description: string): Option =>
  new Option('--package-manager <name>', description).choices(['npm', 'pnpm', 'yarn', 'bun']);

/** The help lists options under these, in this order. */
const GROUP = {
  measures: 'Measures and fixes:',
  project: 'The project:',
  run: 'The run:',
  app: 'Starting the app:',
  output: 'Output:',
};

function common(command: Command): Command {
  return command
    .optionsGroup(GROUP.measures)
    .addOption(listed('--only <measures>', 'only these measures (commas between)'))
    .addOption(listed('--skip <measures>', 'all but these measures'))
    .optionsGroup(GROUP.project)
    .option('--app <file>', 'the file that makes the app')
    .addOption(manager('instead of the one detected'))
    .optionsGroup(GROUP.output)
    .option('--quiet', 'print results only');
}

/** How the app is started where it is attacked. */
function booting(command: Command): Command {
  const seconds = (value: string): number => {
    if (!/^\d+$/.test(value) || value === '0') throw new InvalidArgumentError('It takes whole seconds above 0.');
    return Number(value);
  };
  return command
    .optionsGroup(GROUP.app)
    .option('--start <command>', 'start the app with this instead of its start script')
    .option('--env-file <file>', "the app's environment; .env itself is not read otherwise")
    .addOption(new Option('--timeout <seconds>', 'how long the app may take to listen').argParser(seconds).default(30))
    .option('--allow-network', 'let the app connect beyond this machine')
    .option('--allow-writes', 'send valid writes and logins too');
}

const proofFormats = (): Option =>
  new Option('--format <format>', 'how results are printed')
    .choices(['table', 'json', 'markdown', 'html'])
    .default('table');

/** Every command with its options; what a command ends with becomes the exit code of the process. */
export function program(): Command {
  const root = new Command('tempered')
    .description('Hardens Node.js backends: audits, edits, and records what it did.')
    .optionsGroup(GROUP.output)
    .version(tool.version, '-V, --version', 'print the version')
    .addHelpOption(new Option('-h, --help', 'print this').helpGroup(GROUP.output))
    // A terminal of 60 columns leaves the descriptions 32.
    .configureHelp({ minWidthToWrap: 24 })
    .showHelpAfterError('(tempered --help shows what there is)')
    .exitOverride();
  const formats = new Option('--format <format>', 'how results are printed')
    .choices(['table', 'json'])
    .default('table');
  booting(common(root.command('harden [dir]', { isDefault: true })))
    .description('the wizard: asks on a terminal, needs --yes elsewhere')
    .option('--no-verify', 'do not boot and attack the app before and after')
    .optionsGroup(GROUP.measures)
    .addOption(new Option('--set <answer>', 'an answer: measure.question=value').argParser(collect).default([], 'none'))
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
      const { harden } = await import('./commands/harden');
      process.exitCode = await harden(directory ?? '.', options, await io());
    });
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
      const { check } = await import('./commands/check');
      process.exitCode = await check(directory ?? '.', options, await io());
    });
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
      const { verify } = await import('./commands/verify');
      process.exitCode = await verify(directory ?? '.', options, await io());
    });
  root
    .command('create [dir]')
    .description('a new app that is hardened from its first commit')
    .optionsGroup(GROUP.project)
    .option('--framework <name>', 'express, fastify, koa, nestjs or hono')
    .addOption(new Option('--language <language>', 'of its sources').choices(['ts', 'js']))
    .addOption(manager('npm, or the one that runs this'))
    .optionsGroup(GROUP.measures)
    .addOption(listed('--only <measures>', 'only these measures (commas between)'))
    .addOption(listed('--skip <measures>', 'all but these measures'))
    .addOption(new Option('--set <answer>', 'an answer: measure.question=value').argParser(collect).default([], 'none'))
    .optionsGroup(GROUP.run)
    .option('--yes', 'take the defaults: TypeScript, and every recommended measure')
    .option('--dry-run', 'print the files as a diff and write nothing')
    .option('--no-install', 'install nothing, and so run no tests')
    .option('--no-git', 'make no repository and no commit')
    .optionsGroup(GROUP.output)
    .addOption(formats)
    .option('--quiet', 'print results only')
    .action(async (directory: string | undefined, options) => {
      const { create } = await import('./commands/create');
      process.exitCode = await create(directory, options, await io());
    });
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
      const { undo } = await import('./commands/undo');
      process.exitCode = await undo(directory ?? '.', options, await io());
    });
  root
    .command('explain <rule>')
    .description('what a rule or a measure is about: why, bad and good code, references')
    .action(async (name: string) => {
      const { explain } = await import('./commands/explain');
      process.exitCode = await explain(name, await io());
    });
  root
    .command('completion')
    .description('a script that completes commands, options, measures and rules in your shell')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .action(async (shell: Shell) => {
      const { completion } = await import('./commands/completion/index');
      process.exitCode = await completion(shell, root, await io());
    });
  addExamples(root);
  return root;
}

const io = async () => (await import('./ui/screen')).processIo();
