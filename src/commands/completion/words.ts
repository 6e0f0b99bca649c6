import type { Argument, Command, Option } from 'commander';
import { measures } from '../../measures/index';

/** What may stand for an argument, or for the value of an option. */
export type Values =
  /** `several`: with commas between. */
  { kind: 'words'; words: string[]; several: boolean } | { kind: 'files' } | { kind: 'folders' } | { kind: 'anything' };

export interface CompletedOption {
  /** `--only` */
  flag: string;
  about: string;
  /** Null where it takes no value. */
  values: Values | null;
}

export interface CompletedCommand {
  name: string;
  about: string;
  options: CompletedOption[];
  argument: Values;
}

export interface Completed {
  commands: CompletedCommand[];
  /** The command that is meant where none is named. */
  fallback: CompletedCommand;
}

/** The commands, with what the names of their arguments say about values: `<measures>`, `<file>`. */
export function describeCommands(root: Command): Completed {
  const commands = root.commands.map((command): CompletedCommand => {
    const [argument] = command.registeredArguments;
    return {
      name: command.name(),
      about: command.description(),
      options: command.createHelp().visibleOptions(command).flatMap(describeOption),
      argument: argument ? valuesOf(argument.name(), argument) : { kind: 'anything' },
    };
  });
  return { commands, fallback: commands[0]! };
}

function describeOption(option: Option): CompletedOption[] {
  if (!option.long) return [];
  const name = /[<[](.+?)[>\]]/.exec(option.flags)?.[1];
  return [{ flag: option.long, about: option.description, values: name ? valuesOf(name, option) : null }];
}

function valuesOf(name: string, { argChoices: choices }: Pick<Argument | Option, 'argChoices'>): Values {
  if (choices) return { kind: 'words', words: choices, several: false };
  const ids = measures.map(({ id }) => id);
  const rules = measures.flatMap((measure) => measure.rules.map(({ id }) => id));
  switch (name) {
    case 'measures':
      return { kind: 'words', words: ids, several: true };
    case 'rules':
      return { kind: 'words', words: ['all', ...rules], several: true };
    case 'rule':
      return { kind: 'words', words: [...ids, ...rules], several: false };
    case 'file':
      return { kind: 'files' };
    case 'dir':
      return { kind: 'folders' };
    default:
      return { kind: 'anything' };
  }
}
