/** A line that a commit added. */
export interface Added {
  commit: string;
  date: string;
  path: string;
  line: number;
  text: string;
}

/** What begins a commit in the output of git: nothing in a file is taken for it, since lines of files have a sign first. */
export const COMMIT = 'commit ';

/** The added lines of a patch, read line by line: `git log -p`, commits with one parent or several. */
export class PatchReader {
  commits = 0;
  #commit = '';
  #date = '';
  #path: string | null = null;
  /** How many columns of signs a line has: one for each parent. */
  #parents = 1;
  #line = 0;
  /** Lines of the hunk that are still to come, on this side and of each parent. */
  #left = 0;
  #removals: number[] = [];

  /** The added line that a line of the patch is; null for all others. */
  read(line: string): Added | null {
    if (this.#left > 0 || this.#removals.some((left) => left > 0)) return this.#inHunk(line);
    if (line.startsWith('@@')) this.#hunk(line);
    else if (line.startsWith(COMMIT)) this.#begin(line);
    else if (line.startsWith('+++ ')) this.#path = pathOf(line.slice(4));
    else if (line.startsWith('diff ')) this.#path = null;
    return null;
  }

  #begin(line: string): void {
    const [, commit = '', date = ''] = line.split(' ');
    this.commits += 1;
    this.#commit = commit;
    this.#date = date;
    this.#path = null;
  }

  #hunk(line: string): void {
    const [marks = ''] = /^@@+/.exec(line) ?? [];
    this.#parents = marks.length - 1;
    const ranges = [...line.slice(0, line.indexOf('@@', marks.length)).matchAll(/[-+](\d+)(?:,(\d+))?/g)];
    const counts = ranges.map(([, , count]) => Number(count ?? 1));
    this.#line = Number(ranges.at(-1)?.[1] ?? 1);
    this.#left = counts.pop() ?? 0;
    this.#removals = counts;
  }

  #inHunk(line: string): Added | null {
    // "\ No newline at end of file"
    if (line.startsWith('\\')) return null;
    const signs = line.slice(0, this.#parents);
    const isRemoved = signs.includes('-');
    this.#removals = this.#removals.map((left, parent) => {
      const sign = signs[parent] ?? ' ';
      return left - (sign === '-' || (sign === ' ' && !isRemoved) ? 1 : 0);
    });
    if (isRemoved) return null;
    const number = this.#line;
    this.#line += 1;
    this.#left -= 1;
    const isNew = signs === '+'.repeat(this.#parents);
    if (!isNew || this.#path === null) return null;
    return { commit: this.#commit, date: this.#date, path: this.#path, line: number, text: line.slice(this.#parents) };
  }
}

/** `b/src/app.js`, quoted as git quotes odd names; null for a file that went. */
function pathOf(text: string): string | null {
  const name = text.replace(/\t$/, '');
  if (name === '/dev/null') return null;
  return name.startsWith('"') ? unquoted(name.slice(1, -1)).slice(2) : name.slice(2);
}

const SHORT: Record<string, string> = { a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r' };
const unquoted = (text: string): string =>
  text.replace(/\\([0-7]{3}|.)/g, (_, escaped: string) =>
    /^\d/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (SHORT[escaped] ?? escaped),
  );
