// What makes the bundle of other people's packages smaller.
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

/** jscodeshift would read and print with it by default; codemods read with Babel's parser, and print by splices. */
const UNUSED = /^(esprima|source-map)$/;
const PRINTER = /^\.\/(lib\/)?printer$/;

/** fdir takes whatever picomatch lies beside it, for globs that tinyglobby does not ask it for: code that is not ours. */
const FOUND = '__require.resolve("picomatch");\n\tpm = __require("picomatch");';

export const smaller = {
  name: 'smaller',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: 'unused' }));
    onResolve({ filter: PRINTER }, ({ path, resolveDir }) =>
      /node_modules.recast/.test(resolveDir) ? { path, namespace: 'unused' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
    onLoad({ filter: /node_modules.*\.[cm]?js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (/fdir.dist.index\.mjs$/.test(path) && !text.includes(FOUND))
        throw new Error('fdir loads picomatch in another way.');
      const { code } = await transform(text.replace(FOUND, ''), { minifyIdentifiers: true, sourcefile: path });
      return { contents: code, loader: 'js' };
    });
  },
};
