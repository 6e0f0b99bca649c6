import type { Doubt, Verdict } from '../types';
import type { Prompts } from './prompts';
import { withoutControls } from './screen';

type Option = { value: Verdict; label: string; hint?: string };

/** More lines of one side than this push the question off the screen. */
const LINES = 24;

/** Asks what becomes of something that a re-run found; a symbol where it was cancelled. The caller masks secrets. */
export async function settle(doubt: Doubt, prompts: Prompts): Promise<Verdict | symbol> {
  if (doubt.kind === 'conflict') prompts.note(doubt.file, sides(doubt));
  const { message, options } = QUESTIONS[doubt.kind];
  return (await prompts.select(message(withoutControls(doubt.file)), options, 'yours')) as Verdict | symbol;
}

const QUESTIONS: Record<Doubt['kind'], { message: (file: string) => string; options: Option[] }> = {
  conflict: {
    message: (file) => `You and tempered changed the same lines of ${file}. Which should stay?`,
    options: [
      { value: 'yours', label: 'Yours' },
      { value: 'new', label: 'The new ones' },
      { value: 'markers', label: 'Both, between conflict markers', hint: 'you finish it in your editor' },
    ],
  },
  deleted: {
    message: (file) => `You deleted ${file}. Should it be written again?`,
    options: [
      { value: 'yours', label: 'No, it stays deleted' },
      { value: 'new', label: 'Yes, as it is generated now' },
    ],
  },
  unneeded: {
    message: (file) => `${file} is not needed any more, but has edits of yours. Should it go?`,
    options: [
      { value: 'yours', label: 'No, it is mine now' },
      { value: 'new', label: 'Yes, remove it' },
    ],
  },
};

function sides({ base, yours, theirs }: Doubt): string {
  const part = (title: string, text: string): string[] => {
    const lines = text === '' ? ['(nothing)'] : withoutControls(text).split('\n');
    const more = lines.length > LINES ? [`… and ${lines.length - LINES} more lines`] : [];
    return [`${title}:`, ...[...lines.slice(0, LINES), ...more].map((line) => `  ${line}`)];
  };
  return [...part('As it was generated', base), ...part('Yours', yours), ...part('New', theirs)].join('\n');
}
