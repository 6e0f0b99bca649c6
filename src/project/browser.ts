import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { readTextIfExists } from './paths';

const FEATURES: Record<string, RegExp> = {
  camera: /getUserMedia\([^)]*video|allow="[^"]*camera/,
  microphone: /getUserMedia\([^)]*audio|allow="[^"]*microphone/,
  geolocation: /\bgeolocation\b/,
};
const FOLDERS = ['public', 'static', 'views', 'client', 'assets', 'frontend'];
const LARGEST = 512 * 1024;

/** The browser features that the app's pages and scripts use, sorted. Libraries and large bundles are left out. */
export async function findBrowserFeatures(root: string): Promise<string[]> {
  const patterns = FOLDERS.flatMap((folder) => [`${folder}/**`, `src/${folder}/**`]);
  const files = await glob(patterns, {
    cwd: root,
    ignore: ['**/node_modules/**', '**/*.min.js'],
    followSymbolicLinks: false,
  });
  const pages = files
    .filter((file) => /\.(html?|js|mjs|ts|tsx|jsx|ejs|pug|hbs|handlebars|njk|vue|mustache)$/.test(file))
    .slice(0, 500);
  const texts = await Promise.all(pages.map((file) => readSmall(join(root, file))));
  return Object.entries(FEATURES).flatMap(([feature, pattern]) =>
    texts.some((text) => pattern.test(text)) ? [feature] : [],
  );
}

async function readSmall(path: string): Promise<string> {
  const { size } = await stat(path);
  return size > LARGEST ? '' : ((await readTextIfExists(path)) ?? '');
}
