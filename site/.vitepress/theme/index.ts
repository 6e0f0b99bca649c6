import DefaultTheme from 'vitepress/theme';
import { h } from 'vue';
import recording from '../../../docs/recording.svg';
import './style.css';

const picture = () =>
  h('figure', { class: 'recording' }, [
    h('img', {
      src: recording,
      width: 786,
      height: 606,
      alt: 'A run of tempered: it audits a shop, shows the diff, and attacks it before and after.',
    }),
  ]);

export default { extends: DefaultTheme, Layout: () => h(DefaultTheme.Layout, null, { 'home-hero-after': picture }) };
