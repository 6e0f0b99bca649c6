import { dirname, join } from 'node:path';
import { UserError } from '../../errors';
import { foldersUpwards, kindOf, relativeTo } from '../../project/paths';

/** UserError 3 where a file is in a submodule, or in another repository inside the project. */
export async function refuseForeign(root: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const folders = foldersUpwards(dirname(join(root, file)), root).filter((folder) => folder !== root);
    for (const folder of folders) {
      if (!(await kindOf(join(folder, '.git')))) continue;
      throw new UserError(
        `${file} belongs to another git repository: ${relativeTo(root, folder)} is a submodule or a repository of its own.`,
        'Its changes would have to be committed there: commit what is there first and use --allow-dirty.',
      );
    }
  }
}
