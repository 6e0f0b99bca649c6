import { type UserConfig, defineConfig } from 'vitepress';
import { asText } from './code';
import { asHome } from './home';
import { followLinks, keepBraces, repository, slugify } from './links';
import { measures, rendered, rules, sections } from './pages';
import { forSearch } from './search';

const source = repository();

/** The pages lie beside this folder, where Vue is not found: what renders them on the server takes the one of here. */
const vueFromHere: NonNullable<NonNullable<UserConfig['vite']>['plugins']>[number] = {
  name: 'vue-from-here',
  enforce: 'pre',
  resolveId: (id, _importer, { ssr }) => (ssr && /^vue(\/|$)/.test(id) ? { id, external: true } : null),
};

export default defineConfig({
  srcDir: '../docs',
  outDir: './dist',
  cacheDir: './.vitepress/cache',
  title: 'tempered',
  description: 'Hardens Node.js backends: audits, edits, proves and records, in your own code.',
  lang: 'en',
  cleanUrls: true,
  rewrites: (page) => page.replace(/(^|\/)README\.md$/, '$1index.md'),
  transformPageData: asHome,
  markdown: {
    config(md) {
      followLinks(md);
      keepBraces(md);
      asText(md);
    },
    languageAlias: { alloy: 'hcl', ejs: 'html', gitattributes: 'ini', njk: 'jinja', secretlintignore: 'ini' },
    anchor: { slugify },
    theme: { light: 'github-light', dark: 'github-dark' },
  },
  vite: { plugins: [vueFromHere] },
  themeConfig: {
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Measures', link: '/measures/', activeMatch: '^/measures/(?!rendered)' },
      { text: 'Rules', link: '/rules/', activeMatch: '^/rules/' },
      { text: 'Probes', link: '/probes' },
      { text: 'Command line', link: '/command-line' },
    ],
    sidebar: {
      '/measures/rendered/': rendered(),
      '/measures/': measures(),
      '/rules/': rules(),
      '/': sections(),
    },
    outline: [2, 3],
    search: { provider: 'local', options: { _render: forSearch } },
    socialLinks: source ? [{ icon: 'github', link: source }] : [],
  },
});
