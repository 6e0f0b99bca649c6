// The front of the site: docs/README.md below a few words. That file has no front matter, since GitHub would show it.
import type { PageData } from 'vitepress';

const HERO = {
  name: 'tempered',
  text: 'Hardens Node.js backends',
  tagline:
    'It finds what is missing, shows the exact change, writes it into your own code, and attacks the app to prove it.',
  actions: [
    { theme: 'brand', text: 'In five minutes', link: '/start' },
    { theme: 'alt', text: 'What it adds', link: '/measures/' },
    { theme: 'alt', text: 'What it finds', link: '/rules/' },
  ],
};

const FEATURES = [
  {
    title: 'Your code, not ours',
    details: 'Small modules that you own and read, in your style. No runtime dependency on tempered.',
    link: '/measures/rendered/',
    linkText: 'See the code',
  },
  {
    title: 'Proven by attack',
    details:
      'It starts your app on this machine, attacks it before and after, and takes everything back if something broke.',
    link: '/probes',
    linkText: 'See the attacks',
  },
  {
    title: 'Nothing is ever lost',
    details: 'The exact diff first, all of it or nothing, and undo down to the byte, with or without git.',
    link: '/undo',
    linkText: 'See how',
  },
];

/** Makes the index of the docs the home page. */
export function asHome(page: PageData): void {
  if (page.relativePath === 'index.md')
    page.frontmatter = { layout: 'home', title: 'tempered', titleTemplate: false, hero: HERO, features: FEATURES };
}
