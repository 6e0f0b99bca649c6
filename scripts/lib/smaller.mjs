// What makes the bundle of other people's packages smaller.
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

/** jscodeshift would read and print with it by default; codemods read with Babel's parser, and print by splices. */
const UNUSED = /^(esprima|source-map)$/;

export const smaller = {
  name: 'smaller',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: 'unused' }));
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
    onLoad({ filter: /node_modules.*\.[cm]?js$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { minifyIdentifiers: true, sourcefile: path });
      return { contents: code, loader: 'js' };
    });
  },
};
