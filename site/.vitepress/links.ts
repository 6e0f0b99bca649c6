// What the markdown means on GitHub, it means here: links, anchors, and braces that are text.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { docs } from './pages';

const root = path.join(docs, '..');

/** The anchor that GitHub gives to a heading. */
export const slugify = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');

/** Where the repository is shown, as package.json says; empty where it does not. */
export function repository(): string {
  const { repository } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    repository?: string | { url: string };
  };
  const url = typeof repository === 'object' ? repository.url : (repository ?? '');
  return url.replace(/^git\+|\.git$/g, '').replace(/^github:/, 'https://github.com/');
}

/** A link from a page to what is no page of the site: a file of the repository, or nothing. */
function outside(href: string, page: string): string | null {
  const file = path.resolve(docs, path.dirname(page), href.replace(/#.*/, ''));
  if (!existsSync(file)) throw new Error(`${page} leads to ${href}, which is not there.`);
  const inside = path.relative(docs, file).split(path.sep)[0] !== '..';
  if (inside && file.endsWith('.md')) return href;
  if (file === path.join(root, 'README.md')) return '/';
  const base = repository();
  return base ? `${base}/blob/main/${path.relative(root, file).replaceAll(path.sep, '/')}` : null;
}

/** README.md is the index of its folder, and what lies outside of the docs is shown in the repository. */
export function followLinks(md: MarkdownRenderer): void {
  const open = md.renderer.rules.link_open!;
  md.renderer.rules.link_open = (tokens, index, options, env: { relativePath: string; realPath?: string }, self) => {
    const token = tokens[index]!;
    const href = token.attrGet('href') ?? '';
    if (/^(?:[a-z]+:|#|\/)/i.test(href)) return open(tokens, index, options, env, self);
    const page = env.realPath ? path.relative(docs, env.realPath) : env.relativePath;
    const next = outside(href, page.replace(/(^|\/)index\.md$/, '$1README.md'));
    if (next === null) return '<a>';
    token.attrSet('href', next.replace(/(^|\/)README\.md(?=$|#)/, '$1index.md'));
    return open(tokens, index, options, env, self);
  };
}

/** `{{ x }}` is text, and no expression of Vue. */
export function keepBraces(md: MarkdownRenderer): void {
  const render = md.renderer.render.bind(md.renderer);
  md.renderer.render = (...args) => render(...args).replaceAll('{{', '&#123;&#123;');
}
