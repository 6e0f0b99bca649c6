import { posix } from 'node:path';
import type { ChangeSet } from '../types';

/** The change set of a project in a folder, with paths from where that folder is. */
export function inFolder(folder: string, changeSet: ChangeSet): ChangeSet {
  const placed = <T extends { file: string }>(items: readonly T[]): T[] =>
    items.map((item) => ({ ...item, file: posix.join(folder, item.file) }));
  const { changes, manual, doubts, advice } = changeSet;
  return {
    ...changeSet,
    changes: placed(changes),
    manual: placed(manual),
    doubts: placed(doubts),
    advice: inside(folder, advice),
  };
}

/** Sentences about the project in a folder. */
export const inside = (folder: string, sentences: readonly string[]): string[] =>
  sentences.map((sentence) => (folder === '' ? sentence : `${folder}: ${sentence}`));

/** The change sets of several projects as one. */
export const joined = (changeSets: readonly ChangeSet[]): ChangeSet => ({
  changes: changeSets.flatMap(({ changes }) => changes),
  dependencies: changeSets.flatMap(({ dependencies }) => dependencies),
  removed: changeSets.flatMap(({ removed }) => removed),
  manual: changeSets.flatMap(({ manual }) => manual),
  doubts: changeSets.flatMap(({ doubts }) => doubts),
  advice: changeSets.flatMap(({ advice }) => advice),
});
