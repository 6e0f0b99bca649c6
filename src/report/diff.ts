import { structuredPatch } from 'diff';
import type { FileChange } from '../types';

type Hunk = ReturnType<typeof structuredPatch>['hunks'][number];

/**
 * The change set as one diff that `git apply` accepts, sorted by file; empty where nothing changes. `prefix` is the
 * project's folder inside its git work tree (`services/api`): git leaves out, without a word, what a diff that is applied
 * in a subfolder does not name from the work tree's root.
 */
export function unifiedDiff(changes: FileChange[], prefix = ''): string {
  const changed = changes.filter(({ before, after }) => before !== after);
  const sorted = [...changed].sort((a, b) => (a.file < b.file ? -1 : 1));
  return sorted.map((change) => fileDiff(change, prefix === '' ? change.file : `${prefix}/${change.file}`)).join('');
}

function fileDiff({ before, after, executable }: FileChange, file: string): string {
  const created = before === null;
  const removed = after === null;
  const lines = [`diff --git ${quoted(`a/${file}`)} ${quoted(`b/${file}`)}`];
  if (created) lines.push(`new file mode ${executable ? '100755' : '100644'}`);
  if (removed) lines.push('deleted file mode 100644');
  const { hunks } = structuredPatch(file, file, before ?? '', after ?? '', undefined, undefined, { context: 3 });
  if (hunks.length > 0) {
    lines.push(`--- ${created ? '/dev/null' : header(`a/${file}`)}`);
    lines.push(`+++ ${removed ? '/dev/null' : header(`b/${file}`)}`);
    for (const hunk of hunks) lines.push(range(hunk), ...hunk.lines);
  } else {
    // Git takes a patch without hunks for garbage unless it has an index line: this is the empty blob.
    lines.push(created ? 'index 0000000..e69de29' : 'index e69de29..0000000');
  }
  return `${lines.join('\n')}\n`;
}

/** An empty side starts one line earlier than it would otherwise. */
function range({ oldStart, oldLines, newStart, newLines }: Hunk): string {
  const side = (start: number, count: number) => `${count === 0 ? start - 1 : start}${count === 1 ? '' : `,${count}`}`;
  return `@@ -${side(oldStart, oldLines)} +${side(newStart, newLines)} @@`;
}

/** Git ends a name that holds a space with a tab, so that nothing is taken for a time stamp. */
function header(name: string): string {
  const text = quoted(name);
  return text === name && name.includes(' ') ? `${text}\t` : text;
}

/** Git's own quoting of names with control characters, quotes or backslashes. */
function quoted(name: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/["\\\x00-\x1f\x7f]/.test(name)) return name;
  const short: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '"': '\\"', '\\': '\\\\' };
  // eslint-disable-next-line no-control-regex
  const escaped = name.replace(/["\\\x00-\x1f\x7f]/g, (character) => {
    return short[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  return `"${escaped}"`;
}
