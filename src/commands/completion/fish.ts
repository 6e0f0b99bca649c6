import type { Completed, CompletedCommand, Values } from './words';

export function fishScript({ commands, fallback }: Completed): string {
  const names = commands.map(({ name }) => name).join(' ');
  const lines = commands.flatMap((command) => linesOf(command, command === fallback, names));
  return `# fish completion of tempered: tempered completion fish > ~/.config/fish/completions/tempered.fish
complete -c tempered -f
complete -c tempered -n 'not __fish_seen_subcommand_from ${names}' -a '(__fish_complete_directories)'
${lines.join('\n')}
`;
}

function linesOf({ name, about, options, argument }: CompletedCommand, isFallback: boolean, names: string): string[] {
  const none = `not __fish_seen_subcommand_from ${names}`;
  const here = isFallback ? `__fish_seen_subcommand_from ${name}; or ${none}` : `__fish_seen_subcommand_from ${name}`;
  return [
    `complete -c tempered -n '${none}' -a ${name} -d ${quoted(about)}`,
    ...options.map(
      ({ flag, about: what, values }) =>
        `complete -c tempered -n '${here}' -l ${flag.slice(2)} -d ${quoted(what)}${values ? ` ${taking(values)}` : ''}`,
    ),
    ...(argument.kind === 'anything'
      ? []
      : [
          `complete -c tempered -n '__fish_seen_subcommand_from ${name}' ${taking(argument).replace('-x ', '').replace('-r', '')}`,
        ]),
  ];
}

function taking(values: Values): string {
  if (values.kind === 'files') return '-r -F';
  if (values.kind === 'folders') return "-x -a '(__fish_complete_directories)'";
  if (values.kind === 'anything') return '-x';
  const words = values.words.join(' ');
  return values.several ? `-x -a '(__fish_append , ${words})'` : `-x -a '${words}'`;
}

/** For the shell: between single quotes. */
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
