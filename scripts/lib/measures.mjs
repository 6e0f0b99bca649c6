// The registry of measures, for scripts that run without the bundle: src/measures/index.ts through esbuild.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The ordered `measures`. */
export async function loadMeasures() {
  const { outputFiles } = await build({
    entryPoints: ['src/measures/index.ts'],
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const { measures } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`
  );
  return measures;
}
