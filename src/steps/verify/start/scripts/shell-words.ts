/** One command of a script, as the shell would read it. */
export interface ShellCommand {
  words: string[];
  /** What separates it from the next one: `&&`, `;`, `&`, `|`, or nothing at the end. */
  then: '&&' | ';' | '&' | '|' | '';
  /** Its output goes to a file, or joins another stream. */
  redirected: boolean;
}

const SEPARATOR = /^\s*(&&|;|&|\||\n)\s*/;
/** A redirection writes a file or joins streams; the output is read by us. */
const REDIRECTION = /^\s*\d?>>?\s*(&\d|[^\s;&|]+)/;
/** What follows `NAME=` is no glob, and no file is named like `npm:build:*`. */
const WORD =
  /^(?:(?<=^[A-Za-z_]\w*[=:][^\s;&|]*)[*?]|[^\s"'\\;&|<>$`()*?#!{}]|\\.|"[^"$`\\]*(?:\\.[^"$`\\]*)*"|'[^']*'|(?<=\S)#)+/;

/**
 * The commands of a script of package.json. Null where it takes a shell to know what it means: variables, globs,
 * substitutions, `||`, subshells.
 */
export function shellCommands(script: string): ShellCommand[] | null {
  const found: ShellCommand[] = [];
  let words: string[] = [];
  let redirected = false;
  for (let rest = script.trim(); rest !== '';) {
    const separator = SEPARATOR.exec(rest);
    const redirection = REDIRECTION.exec(rest);
    const word = WORD.exec(rest);
    if (rest.startsWith('||')) return null;
    if (separator) {
      found.push({ words, redirected, then: (separator[1] === '\n' ? ';' : separator[1]) as ShellCommand['then'] });
      words = [];
      redirected = false;
    } else if (word && !redirection) words.push(unquoted(word[0]));
    else if (!redirection) return null;
    redirected ||= redirection !== null;
    rest = rest.slice((separator ?? redirection ?? word)![0].length).replace(/^[ \t]+/, '');
  }
  return [...found, { words, redirected, then: '' as const }].filter((command) => command.words.length > 0);
}

function unquoted(word: string): string {
  return word.replace(
    /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g,
    (_, double?: string, single?: string, escaped?: string) =>
      double === undefined ? (single ?? escaped ?? '') : double.replace(/\\(["\\$`])/g, '$1'),
  );
}

/** `NAME=value` */
export function assignment(word: string): [string, string] | null {
  const match = /^([A-Za-z_]\w*)=([^]*)$/.exec(word);
  return match ? [match[1]!, match[2]!] : null;
}
