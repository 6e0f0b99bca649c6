import { wrap } from '../../wrap';
import { type Block } from './blocks';

/** Colours a part of a page; without colours it is the text itself. */
export type Paint = (style: string, text: string) => string;

export interface Page {
  /** Columns of the terminal. */
  width: number;
  paint: Paint;
}

/** Addresses stand at the end of a page, with numbers in its text. */
export class Links {
  readonly #addresses: string[] = [];

  /** The number of an address, in brackets. */
  mark(address: string): string {
    if (!this.#addresses.includes(address)) this.#addresses.push(address);
    return `[${this.#addresses.indexOf(address) + 1}]`;
  }

  lines(): string[] {
    return this.#addresses.map((address, index) => `${`[${index + 1}]`.padStart(4)} ${address}`);
  }
}

/** The lines of a page's blocks, each behind an empty line. Code is indented and never wrapped. */
export const printBlocks = (blocks: readonly Block[], links: Links, page: Page): string[] =>
  blocks.flatMap((block) => ['', ...linesOf(block, links, page)]);

function linesOf(block: Block, links: Links, { width, paint }: Page): string[] {
  switch (block.kind) {
    case 'heading':
      return [paint('bold', plain(block.text, links))];
    case 'paragraph':
      return wrap(plain(block.text, links), width);
    case 'list':
      return block.items.flatMap((item) => hung('- ', plain(item, links), width));
    case 'table':
      return block.rows.flatMap((row) => hung('- ', plain(rowText(block.head, row), links), width));
    case 'code':
      return [...titleOf(block.info).map((title) => paint('dim', `  ${title}`)), ...codeLines(block.text)];
  }
}

/** A row as a sentence: its first cell, and each other one behind the name of its column. */
const rowText = (head: readonly string[], [first = '', ...rest]: readonly string[]): string =>
  [first, ...rest.map((cell, index) => `${head[index + 1]}: ${cell}`)].join(' · ');

/** Text behind a sign, its further lines indented as far. */
export const hung = (sign: string, text: string, width: number): string[] =>
  wrap(text, width - sign.length).map((line, index) => (index === 0 ? sign : ' '.repeat(sign.length)) + line);

const codeLines = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`));

/** What is to be said of an example: its file, where that matters, and its framework. */
function titleOf(info: string): string[] {
  const fields = Object.fromEntries(
    info
      .split(/\s+/)
      .slice(1)
      .map((field) => field.split('=') as [string, string]),
  );
  const said = [fields['title'], fields['framework']].filter((field) => field !== undefined);
  return said.length > 0 ? [said.join(', ')] : [];
}

/** Without the marks of Markdown: names of code keep their backticks, links become numbers. */
export const plain = (text: string, links: Links): string =>
  text
    .replace(
      /\[([^\]]+)\]\((https?:[^)\s]+)\)/g,
      (_, words: string, address: string) => `${words} ${links.mark(address)}`,
    )
    .replace(/\[([^\]]+)\]\([^)\s]+\)/g, '$1')
    .replace(/<(https?:[^>\s]+)>/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/(?<=^|\s)_([^_\s][^_]*)_(?=[\s.,;:)]|$)/g, '$1');
