import type { Completed, CompletedCommand, Values } from './words';

export function zshScript({ commands, fallback }: Completed): string {
  return `#compdef tempered
# zsh completion of tempered: tempered completion zsh > _tempered, in a folder of $fpath
_tempered() {
  local command=\${words[(r)${commands.map(({ name }) => name).join('|')}]}
  local -a commands=(
${commands.map(({ name, about }) => `    ${quoted(`${name}:${about}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe -t commands command commands
    _files -/
    return
  fi
  case \${command:-${fallback.name}} in
${commands.map(commandCase).join('\n')}
  esac
}
if [[ $funcstack[1] == _tempered ]]; then _tempered "$@"; else compdef _tempered tempered; fi
`;
}

function commandCase({ name, options, argument }: CompletedCommand): string {
  const specs = options.map(({ flag, about, values }) =>
    quoted(
      `${flag}${values ? '=' : ''}[${about.replace(/[[\]:\\]/g, '\\$&')}]${values ? `:value:${action(values)}` : ''}`,
    ),
  );
  const rest = quoted(`*:argument:${argument.kind === 'anything' ? ' ' : action(argument)}`);
  return `    ${name})\n      _arguments -S ${[...specs, `'1:command:(${name})'`, rest].join(' \\\n        ')} ;;`;
}

function action(values: Values): string {
  if (values.kind === 'files') return '_files';
  if (values.kind === 'folders') return '_files -/';
  if (values.kind === 'anything') return ' ';
  return values.several ? `_sequence compadd - ${values.words.join(' ')}` : `(${values.words.join(' ')})`;
}

/** For the shell: between single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
