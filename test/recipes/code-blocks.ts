import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../support/tempered';

const read = (recipe: string): Promise<string> => readFile(join(repository, 'docs/recipes', recipe), 'utf8');

/** The blocks of code of a recipe in one language. */
export async function blocksOf(recipe: string, language: string): Promise<string[]> {
  const blocks = (await read(recipe)).matchAll(/^```(\w+)\n(.*?)^```$/gms);
  return [...blocks].filter(([, name]) => name === language).map(([, , code]) => code!);
}

/** The first block of code behind these words of a recipe. */
export async function blockAfter(recipe: string, words: string): Promise<string> {
  const page = await read(recipe);
  const at = page.indexOf(words);
  const block = at === -1 ? null : /^```\w+\n(.*?)^```$/ms.exec(page.slice(at));
  if (!block) throw new Error(`${recipe} has no code behind "${words}".`);
  return block[1]!;
}
