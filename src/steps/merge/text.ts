/** The lines of a text, whatever ends them; a byte order mark is not part of the first. */
export const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, '').split(/\r?\n/);

/** Git may check out our own files with other line ends; that is no change. */
export function sameText(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b;
  return a === b || linesOf(a).join('\n') === linesOf(b).join('\n');
}

/** These lines with the byte order mark and the line ends of a text: those of most of its lines. */
export function likeText(lines: readonly string[], model: string): string {
  const isMostlyCrlf = model.split('\r\n').length * 2 > model.split('\n').length + 1;
  const text = lines.join(isMostlyCrlf ? '\r\n' : '\n');
  return model.startsWith('\uFEFF') ? `\uFEFF${text}` : text;
}
