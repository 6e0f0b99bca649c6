import { type Command, InvalidArgumentError, Option } from 'commander';

/** Both `--only a,b` and `--only a --only b`. */
const list = (value: string, before: string[]): string[] =>
  [...before, ...value.split(',').map((part) => part.trim())].filter((part) => part !== '');
const collect = (value: string, before: string[]): string[] => [...before, value];

export const listed = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(list).default([], 'none');

export const manager = (description: string): Option =>
  new Option('--package-manager <name>', description).choices(['npm', 'pnpm', 'yarn', 'bun']);

/** The help lists options under these, in this order. */
export const GROUP = {
  measures: 'Measures and fixes:',
  project: 'The project:',
  run: 'The run:',
  app: 'Starting the app:',
  output: 'Output:',
};

export function common(command: Command): Command {
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
export function booting(command: Command): Command {
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

export const proofFormats = (): Option =>
  new Option('--format <format>', 'how results are printed')
    .choices(['table', 'json', 'markdown', 'html'])
    .default('table');

export const answers = (): Option =>
  new Option('--set <answer>', 'an answer: measure.question=value').argParser(collect).default([], 'none');

/** What a command reads and writes. */
export const io = async () => (await import('../ui/screen')).processIo();
