import { lostHooksFolder } from '../project/commit-hook';

/** What is left to do where git looks for hooks in a folder that went: its configuration is no file of the project. */
export async function forgetHooks(root: string): Promise<string[]> {
  const folder = await lostHooksFolder(root);
  return folder === null
    ? []
    : [`Git still looks for hooks in ${folder}, which is gone: git config --unset core.hooksPath`];
}
