// Bundles the command line and the codemods into dist/, with the licences and the bill of materials of what is inside.
// Usage: node scripts/build.mjs [entry of the command line]
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundledPackages, licencesText, sbom } from './lib/bundled.mjs';
import { smaller } from './lib/smaller.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');
// Built beside dist and moved into place, so that a failure, or another build at the same time, breaks nothing.
const fresh = path.join(root, `dist-${process.pid}`);
const cli = path.resolve(process.argv[2] ?? path.join(root, 'src/cli.ts'));

const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
const codemods = (await readdir(path.join(root, 'codemods')))
  .filter((name) => /^[^.]+\.ts$/.test(name))
  .map((name) => path.basename(name, '.ts'));
// What is shared by an entry of its own for each codemod would be cut into as many files as there are ways to share it.
const entryPoints = { cli, transforms: path.join(root, 'src/edits/transforms.ts') };

// CommonJS inside an ES module bundle still asks for Node's own modules, and for the name of its file.
const COMMONJS = [
  "import{createRequire as __createRequire}from'node:module'",
  "import{fileURLToPath as __fileURLToPath}from'node:url'",
  'const require=__createRequire(import.meta.url),__filename=__fileURLToPath(import.meta.url);',
].join(';');

const { metafile } = await build({
  entryPoints,
  absWorkingDir: root,
  outdir: fresh,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  define: { TEMPERED_VERSION: JSON.stringify(version) },
  // jsonc-parser's `main` is UMD, which cannot be bundled; its `module` can.
  mainFields: ['module', 'main'],
  // jscodeshift reaches for it only when the flow parser is asked for, which never happens here.
  external: ['flow-parser'],
  banner: { js: COMMONJS },
  // Our own identifiers stay, so that stack traces can be read; those inside packages do not.
  plugins: [smaller],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

// Most files need none of it, and there are dozens to start.
for (const file of Object.keys(metafile.outputs)) {
  const text = await readFile(path.join(root, file), 'utf8');
  const own = text.slice(COMMONJS.length);
  if (text.startsWith(COMMONJS) && !/\b(require|__filename|__createRequire|__fileURLToPath)\b/.test(own))
    await writeFile(path.join(root, file), own.trimStart());
}

// What jscodeshift's command line is given.
await mkdir(path.join(fresh, 'codemods'));
for (const name of codemods) {
  const text = `import{transforms}from'../transforms.js';export default transforms[${JSON.stringify(name)}];\n`;
  await writeFile(path.join(fresh, 'codemods', `${name}.js`), text);
}

// Loaded by the app that is verified, not by us.
await cp(path.join(root, 'src/steps/verify/boot/preload'), path.join(fresh, 'preload'), { recursive: true });

const packages = await bundledPackages(root, metafile);
await writeFile(path.join(fresh, 'THIRD-PARTY-LICENSES.txt'), licencesText(packages));
await writeFile(path.join(fresh, 'sbom.cdx.json'), `${JSON.stringify(await sbom(root, packages), null, 2)}\n`);

await rm(dist, { recursive: true, force: true });
await rename(fresh, dist);

const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
console.log(
  `dist: ${Object.keys(metafile.outputs).length} files, ${Math.round(bytes / 1000)} kB, ${packages.length} packages bundled`,
);
