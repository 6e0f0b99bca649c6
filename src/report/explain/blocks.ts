/** A piece of a page. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  /** `info` is what stands behind the fence: `js title=routes/auth.js`. */
  | { kind: 'code'; info: string; text: string };

/** Behind this mark the part of a page begins that people wrote. */
const END = '<!-- End of the generated part. -->';

/** What people wrote of a page, without what is generated. */
export const ownPart = (page: string): string =>
  (page.includes(END) ? page.slice(page.indexOf(END) + END.length) : page).trimStart();

/** The blocks of the little Markdown that our pages are written in. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  for (let at = 0; at < lines.length;) {
    const [block, length] = blockAt(lines, at);
    if (block) blocks.push(block);
    at += length;
  }
  return blocks;
}

/** The block that begins with a line, and how many lines it has. */
function blockAt(lines: readonly string[], at: number): [Block | null, number] {
  const line = lines[at]!;
  const fence = /^(`{3,})(.*)$/.exec(line);
  if (fence) return codeAt(lines, at, fence[1]!, fence[2]!.trim());
  const heading = /^(#+)\s+(.*)$/.exec(line);
  if (heading) return [{ kind: 'heading', level: heading[1]!.length, text: heading[2]! }, 1];
  if (line.trim() === '' || /^<!--.*-->$/.test(line)) return [null, 1];
  const rest = lines.slice(at);
  const end = rest.findIndex((each, index) => index > 0 && /^(`{3,}|#+\s|\s*$)/.test(each));
  const own = end < 0 ? rest : rest.slice(0, end);
  return [textAt(own), own.length];
}

function textAt(lines: readonly string[]): Block {
  if (ITEM.test(lines[0]!)) return { kind: 'list', items: itemsOf(lines) };
  if (!lines[0]!.startsWith('|')) return { kind: 'paragraph', text: joined(lines) };
  const [head = [], , ...rows] = lines.map((line) => cellsOf(line));
  return { kind: 'table', head, rows };
}

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

const ITEM = /^\s*(?:[-*]|\d+\.)\s+/;

function codeAt(lines: readonly string[], at: number, fence: string, info: string): [Block, number] {
  const close = lines.findIndex((line, index) => index > at && line.trim() === fence);
  const end = close < 0 ? lines.length : close;
  return [{ kind: 'code', info, text: `${lines.slice(at + 1, end).join('\n')}\n` }, end - at + 1];
}

function itemsOf(lines: readonly string[]): string[] {
  const items: string[][] = [];
  for (const line of lines)
    if (ITEM.test(line)) items.push([line.replace(ITEM, '')]);
    else items.at(-1)?.push(line);
  return items.map(joined);
}

const joined = (lines: readonly string[]): string => lines.map((line) => line.trim()).join(' ');
