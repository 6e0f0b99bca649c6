import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { glob } from 'tinyglobby';

export const repository = fileURLToPath(new URL('../../', import.meta.url));

/** What people read: README and its like, and the docs, by path. */
export async function readPages(): Promise<Map<string, string>> {
  const files = (await glob(['*.md', '.github/**/*.md', 'docs/**/*.md'], { cwd: repository, dot: true })).sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(repository, file), 'utf8')));
  return new Map(files.map((file, index) => [file, texts[index]!]));
}

const FENCE = /^( *)(`{3,})(\S*)[^\n]*\n([^]*?)^\1\2 *$/gm;

/** The page without its code. */
export const proseOf = (text: string): string =>
  text.replace(FENCE, '').replace(/`[^`\n]*`/g, (code) => 'x'.repeat(code.length));

/** Lines of shell blocks, and code within sentences and tables. */
export function commandsOf(text: string): string[] {
  const blocks = [...text.matchAll(FENCE)].flatMap(([, , , language, code]) =>
    language === 'sh' ? code!.split('\n') : [],
  );
  const inline = [...text.replace(FENCE, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
  return [...blocks, ...inline].map((line) => line.replace(/\s+#.*$/, '').trim());
}

/** The anchors that GitHub gives to the headings of a page. */
export function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = [...text.replace(FENCE, '').matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, heading]) => heading!);
  return new Set(
    headings.map((heading) => {
      const slug = slugOf(heading);
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
}

const slugOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('`', '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
