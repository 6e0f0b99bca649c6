import type { Completed, CompletedCommand, Values } from './words';

/** A function for bash 3.2 and later, which macOS has. */
export function bashScript({ commands, fallback }: Completed): string {
  const names = commands.map(({ name }) => name);
  return `# bash completion of tempered: source <(tempered completion bash)
_tempered() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD - 1]}" command='' word
  # --option=value arrives as three words.
  if [[ $cur == '=' ]]; then cur=''
  elif [[ $prev == '=' ]]; then prev="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    case $word in ${names.join('|')}) command=$word; break ;; esac
  done
  COMPREPLY=()
  case "\${command:-${fallback.name}} $prev" in
${commands.flatMap(valueCases).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case "\${command:-${fallback.name}}" in
${commands.map(({ name, options }) => `      ${name}) ${reply(options.map(({ flag }) => flag))} ;;`).join('\n')}
    esac
    return
  fi
  case "$command" in
    '') ${reply(names)} ;;
${commands.map(({ name, argument }) => `    ${name}) ${replyWith(argument)} ;;`).join('\n')}
  esac
}
complete -o default -F _tempered tempered
`;
}

/** What stands behind an option that takes a value. */
function valueCases({ name, options }: CompletedCommand): string[] {
  return options.flatMap(({ flag, values }) =>
    values ? [`    '${name} ${flag}') ${replyWith(values)}; return ;;`] : [],
  );
}

const reply = (words: string[]): string => `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$cur"))`;

function replyWith(values: Values): string {
  // With nothing to offer, bash completes the names of files.
  if (values.kind !== 'words') return ':';
  if (!values.several) return reply(values.words);
  return `word=''; [[ $cur == *,* ]] && word="\${cur%,*},"; COMPREPLY=($(compgen -P "$word" -W '${values.words.join(' ')}' -- "\${cur##*,}"))`;
}
