import { posix } from 'node:path';
import type { ChoiceGroup } from './choices';
import { answered, promptsFor } from './prompts';
import { inOneLine, type Io } from './screen';

/** A project of a workspace, as the wizard offers it. */
export interface ProjectChoice {
  /** Its folder below the root. */
  folder: string;
  /** Of its package.json. */
  name: string | null;
  /** `Express 5.1.0, TypeScript` */
  what: string;
  /** What of it was hardened before. */
  here: string;
  /** Preselected. */
  chosen: boolean;
}

/**
 * Folders of the projects that are to be hardened, in the order they are shown; `left` are those that cannot be, with the
 * reason.
 */
export async function chooseProjects(
  choices: readonly ProjectChoice[],
  left: readonly { folder: string; reason: string }[],
  io: Io,
): Promise<string[]> {
  const prompts = promptsFor(io);
  if (left.length > 0)
    prompts.note('Left out', left.map(({ folder, reason }) => inOneLine(`${folder}: ${reason}`)).join('\n'));
  return answered(await prompts.choose('Which backends do you want to harden?', groups(choices)));
}

/** Under the folders that they are in. */
function groups(choices: readonly ProjectChoice[]): ChoiceGroup[] {
  const above = ({ folder }: ProjectChoice): string => posix.dirname(folder).replace(/^\.$/, 'In the root');
  return [...new Set(choices.map(above))].map((title) => ({
    title: inOneLine(title),
    choices: choices
      .filter((choice) => above(choice) === title)
      .map(({ folder, name, what, here, chosen }) => ({
        value: folder,
        label: inOneLine(folder),
        hint: inOneLine(what),
        about: [inOneLine(`${name ?? folder}: ${what}.`), here],
        chosen,
      })),
  }));
}
