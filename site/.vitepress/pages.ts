// The pages of the docs folder: what they are called, and in which order the menus name them.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DefaultTheme } from 'vitepress';

type Item = DefaultTheme.SidebarItem;

export const docs = fileURLToPath(new URL('../../docs/', import.meta.url));

const read = (page: string): string => readFileSync(path.join(docs, page), 'utf8');
const titleOf = (page: string): string => /^# (.+)$/m.exec(read(page))?.[1] ?? page;

/** `rules/README.md` is `/rules/`. */
export const address = (page: string): string => `/${page.replace(/(^|\/)README\.md$/, '$1').replace(/\.md$/, '')}`;

/** The sections of docs/README.md, with the pages that each lists. */
export function sections(): Item[] {
  const [, ...parts] = read('README.md').split(/^## /m);
  return parts.map((part) => ({
    text: part.slice(0, part.indexOf('\n')),
    items: [...part.matchAll(/^- \[([^\]]+)\]\(([^)#]+\.md)\)/gm)].map(([, text, page]) => ({
      text: text!,
      link: address(page!),
    })),
  }));
}

/** Links of a page's first column of tables, in their order: the index of a folder says how its pages are sorted. */
function listed(index: string): string[] {
  const links = [...read(index).matchAll(/^\| \[[^\]]+\]\(([^)#]+\.md)\)/gm)].map(([, page]) => page!);
  return links.map((page) => path.posix.join(path.posix.dirname(index), page));
}

/** Pages of a folder, in the order of its index, those that it does not name last. */
function pagesOf(folder: string): string[] {
  const all = readdirSync(path.join(docs, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
    .filter((page) => page.endsWith('.md') && !page.endsWith('README.md') && !page.includes('/rendered/'))
    .sort();
  const index = `${folder}/README.md`;
  return existsSync(path.join(docs, index)) ? [...new Set([...listed(index), ...all])] : all;
}

const item = (page: string): Item => ({ text: titleOf(page), link: address(page) });

export function measures(): Item[] {
  return [{ text: 'Measures', link: '/measures/', items: pagesOf('measures').map(item) }];
}

/** Rules below their measures. */
export function rules(): Item[] {
  const pages = pagesOf('rules');
  const groups = [...new Set(pages.map((page) => page.split('/')[1]!))];
  const items = groups.map((measure) => ({
    text: titleOf(`measures/${measure}.md`),
    collapsed: true,
    items: pages.filter((page) => page.startsWith(`rules/${measure}/`)).map(item),
  }));
  return [{ text: 'Rules', link: '/rules/', items }];
}

export function rendered(): Item[] {
  const folder = 'measures/rendered';
  const names = readdirSync(path.join(docs, folder)).filter((name) => name !== 'README.md');
  return [{ text: 'What is generated', link: `/${folder}/`, items: names.map((name) => item(`${folder}/${name}`)) }];
}
