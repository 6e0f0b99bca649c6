// What is in the sources, for scripts that run without the bundle: a TypeScript module through esbuild.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The exports of modules, in one bundle; the files are relative to the repository. */
export async function load(...files) {
  // A file, not a data: URL: an error prints the whole address of where it came from.
  const folder = await mkdtemp(path.join(tmpdir(), 'tempered-load-'));
  try {
    return await import(pathToFileURL(await bundle(folder, files)).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the bundle into a folder; its path. */
export async function bundle(folder, files) {
  const outfile = path.join(folder, 'bundle.mjs');
  await build({
    stdin: { contents: files.map((file) => `export * from './${file}';`).join('\n'), resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    outfile,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    // CommonJS inside an ES module still asks for Node's own modules, and the bundle is not beside node_modules.
    banner: {
      js: `import{createRequire as __createRequire}from'node:module';const require=__createRequire(${JSON.stringify(import.meta.url)});`,
    },
    // Templates and pages are looked for from where the sources are.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(path.join(root, 'src/bundle.mjs')).href) },
    logLevel: 'error',
  });
  return outfile;
}
