import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../support/tempered';

/** The first block of code behind these words of a recipe. */
export async function blockAfter(recipe: string, words: string): Promise<string> {
  const page = await readFile(join(repository, 'docs/recipes', recipe), 'utf8');
  const at = page.indexOf(words);
  const block = at === -1 ? null : /^```\w+\n(.*?)^```$/ms.exec(page.slice(at));
  if (!block) throw new Error(`${recipe} has no code behind "${words}".`);
  return block[1]!;
}
