/** GitHub takes comments of up to 65,536 characters: what may grow without end gets this many, and leaves the rest room. */
export const LONGEST = 48_000;

/**
 * The first line of a comment: nothing to see, but a workflow finds its own comment by it, to write it anew. `of` tells
 * apart several in one repository.
 */
export const commentMark = (kind: string, of: string): string =>
  `<!-- tempered ${kind}${of === '' ? '' : ` ${encodeURIComponent(of).replaceAll('%2F', '/').replaceAll('--', '%2D%2D')}`} -->`;

/** One line of text as code: nothing in it means anything, to Markdown or to whoever reads the log that it is printed to. */
export function code(line: string): string {
  if (line.trim() === '') return '';
  if (!/[`|\\[]/.test(line)) return `\`${line}\``;
  return `<code>${line.replace(/[^\p{L}\p{N}\p{M} ,;='"/%+-]/gu, (sign) => `&#${sign.codePointAt(0)};`)}</code>`;
}

/** One line of prose: no sign of Markdown or HTML, and no mention, reference or address that becomes a link by itself. */
export function text(line: string): string {
  return line
    .replace(/(?<=[@#])(?=\w)|(?<=:)(?=\/\/)|(?<=www)(?=\.)/gi, '\u200B')
    .replace(/[&<>`|*_[\]\\~$\u200B]|^[#+=-]|(?<=^\d+)[.)]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export const table = (header: string[], rows: string[][]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Lines of code, in a fence longer than any run of backticks in them, which would end it. */
export function fenced(language: string, lines: readonly string[]): string {
  const longest = Math.max(2, ...(lines.join('\n').match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/** Closed until somebody opens it. */
export const details = (summary: string, content: string): string =>
  `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;

/** A table with as many of the rows as `most` characters hold, and behind it how many are left out. */
export function tableUpTo(most: number, header: string[], rows: string[][]): string {
  let length = 0;
  const fitting = rows.filter((cells) => (length += cells.join(' | ').length + 5) <= most);
  const left = rows.length - fitting.length;
  return table(header, fitting) + (left > 0 ? `\n\n… and ${left} more.` : '');
}
