import type { Paint, Screen } from './screen';
import { withoutControls } from './screen';

/** More lines than these push what they change in the user's own files off the screen, and out of mind. */
const MUCH = 150;

/**
 * Shows the diff of a change set, file by file with a heading that counts lines. `diff` is the text of `unifiedDiff`, so
 * that what is shown cannot differ from what is written, with secrets masked by the caller. Where it is long, the lines of
 * new files are only counted, unless they are wanted `whole`; whether something was left out.
 */
export function previewChanges({ write, paint }: Screen, diff: string, { whole = false } = {}): boolean {
  const files = diff.split(/^(?=diff --git )/m).filter((part) => part !== '');
  const isNew = (part: string): boolean => /^new file/m.test(part.slice(0, part.indexOf('\n@@ ')));
  const added = files.filter(isNew);
  const isShort = whole || added.length === 0 || diff.split('\n').length <= MUCH;
  if (isShort) write(files.map((part) => blockOf(part, paint)).join('\n'));
  else {
    const own = files.filter((part) => !isNew(part));
    const headings = added.map((part) => `${blockOf(part, paint).split('\n')[0]}\n`);
    write([...own.map((part) => blockOf(part, paint)), headings.join('')].join('\n'));
  }
  return !isShort;
}

function blockOf(part: string, paint: Paint): string {
  const lines = withoutControls(part).replace(/\n$/, '').split('\n');
  const start = lines.findIndex((line) => line.startsWith('@@ '));
  const head = start === -1 ? lines : lines.slice(0, start);
  const body = start === -1 ? [] : lines.slice(start);
  const count = (sign: string) => body.filter((line) => line.startsWith(sign)).length;
  const action = head.some((line) => line.startsWith('new file'))
    ? 'new'
    : head.some((line) => line.startsWith('deleted file'))
      ? 'removed'
      : 'changed';
  const counts = `${paint('added', `+${count('+')}`)} ${paint('removed', `-${count('-')}`)}`;
  const title = `${paint('bold', nameOf(lines[0] ?? ''))} ${paint('dim', action)} ${counts}`;
  return [title, ...body.map((line) => paintLine(line, paint)), ''].join('\n');
}

/** The header names the file twice, `a/NAME b/NAME`, both quoted or neither. */
function nameOf(header: string): string {
  const names = header.slice('diff --git '.length);
  const second = names.slice((names.length + 1) / 2);
  return second.startsWith('"') ? second.slice(3, -1) : second.slice(2);
}

function paintLine(line: string, paint: Paint): string {
  if (line.startsWith('+')) return paint('added', line);
  if (line.startsWith('-')) return paint('removed', line);
  return line.startsWith('@@') || line.startsWith('\\') ? paint('dim', line) : line;
}
