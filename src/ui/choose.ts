import type { Key } from 'node:readline';
import { Prompt } from '@clack/core';
import { type ChoiceGroup, Selection } from './choices';
import { chooseFrame, chosenFrame } from './choose-frame';
import type { Paint } from './screen';

export interface ChooseOptions {
  message: string;
  groups: ChoiceGroup[];
  input: NodeJS.ReadStream;
  output: NodeJS.WriteStream;
  paint: Paint;
}

/**
 * Asks for any number of choices in groups: letters filter them, `?` explains the one that is reached, and Escape leaves the
 * explanation, the filter, the question. The chosen values in the order in which they are shown, or a symbol where it was
 * cancelled.
 */
export async function choose({ message, groups, input, output, paint }: ChooseOptions): Promise<string[] | symbol> {
  const selection = new Selection(groups);
  const prompt: Prompt<string[]> = new Prompt<string[]>(
    {
      input,
      output,
      render: () => {
        const isDone = prompt.state === 'submit' || prompt.state === 'cancel';
        return (isDone ? chosenFrame : chooseFrame)({ message, state: prompt.state, selection, output, paint });
      },
    },
    false,
  );
  let isBack = false;
  prompt.on('key', (character, key) => {
    isBack = key.name === 'escape' && selection.back();
    press(selection, character, key);
  });
  // To the prompt every Escape is the end.
  prompt.on('finalize', () => {
    if (isBack) prompt.state = 'active';
  });
  const answer = await prompt.prompt();
  return typeof answer === 'symbol' ? answer : selection.values;
}

const LETTER = /^[\p{L}\p{N}\p{P}\p{S}]$/u;

function press(selection: Selection, character: string | undefined, { name, ctrl }: Key): void {
  if (name === 'up') selection.move(-1);
  else if (name === 'down') selection.move(1);
  else if (name === 'right') selection.set(true);
  else if (name === 'left') selection.set(false);
  else if (name === 'space') selection.toggle();
  else if (name === 'backspace') selection.filterBy(selection.filter.slice(0, -1));
  else if (character === '?') selection.explains = !selection.explains;
  else if (!ctrl && character !== undefined && LETTER.test(character)) selection.filterBy(selection.filter + character);
}
