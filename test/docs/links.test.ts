import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, proseOf, readPages, repository } from './pages';

const pages = await readPages();

/** Where the links of a page lead inside the repository. */
const linksOf = (text: string): string[] =>
  [...proseOf(text).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
    .map(([, markdown, html]) => markdown ?? html!)
    .filter((link) => !/^[a-z][a-z+.-]*:/i.test(link));

/** What is wrong with a link; null where nothing is. */
function flawOf(page: string, link: string): string | null {
  const [file = '', anchor] = link.split('#');
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(page), decodeURI(file)));
  if (file !== '' && !existsSync(path.join(repository, target))) return `${page}: ${link} leads nowhere`;
  const text = pages.get(file === '' ? page : target);
  if (!anchor || text === undefined || anchorsOf(text).has(anchor)) return null;
  return `${page}: no heading for ${link}`;
}

describe('the documentation', () => {
  it('has no relative link that leads to no file, or to no heading', () => {
    const links = [...pages].flatMap(([page, text]) => linksOf(text).map((link) => [page, link] as const));
    expect(links.length).toBeGreaterThan(500);
    expect(links.map(([page, link]) => flawOf(page, link)).filter(Boolean)).toEqual([]);
  });

  it('would notice a link to a missing file, and to a missing heading', () => {
    expect(flawOf('docs/undo.md', 'nowhere.md')).toMatch('leads nowhere');
    expect(flawOf('docs/undo.md', 'guards.md#git')).toBeNull();
    expect(flawOf('docs/undo.md', 'guards.md#nothing')).toMatch('no heading');
  });

  it('names each page in an index', () => {
    const named = (index: string) =>
      linksOf(pages.get(index)!).map((link) => path.posix.join(path.posix.dirname(index), link.replace(/#.*/, '')));
    const indexes = [...pages.keys()].filter((page) => /^docs\/(?:.+\/)?README\.md$/.test(page));
    const all = new Set(indexes.flatMap(named));
    expect(
      [...pages.keys()].filter((page) => page.startsWith('docs/') && page !== 'docs/README.md' && !all.has(page)),
    ).toEqual([]);
  });
});
