import { confirm, log, note, S_BAR, select, settings, text } from '@clack/prompts';
import { wrap } from '../wrap';
import { choose } from './choose';
import type { Prompts } from './prompts';
import { createScreen, type Io, withoutControls } from './screen';

/** Prompts that are drawn, and drawn again with every key. */
export function clackPrompts({ stdin, stdout, env }: Io): Prompts {
  // Enter pressed before a question shows arrives as a line feed, which clack would take for «change the answer».
  settings.actions.delete('enter');
  const streams = { input: stdin, output: stdout };
  const { paint } = createScreen(stdout, env);
  // clack breaks a long line in the middle of a word, and not behind its guide.
  const inLines = (message: string): string[] => wrap(message, Math.max(stdout.columns, 40) - 4);
  return {
    confirm: (message, initial) => confirm({ message: inLines(message).join('\n'), initialValue: initial, ...streams }),
    select: (message, options, initial) =>
      select({ message: inLines(message).join('\n'), options, initialValue: initial, ...streams }),
    // An answer that was cleared is an answer too.
    text: async (message, initial, validate) =>
      (await text({
        message: inLines(message).join(`\n${S_BAR}  `),
        initialValue: initial,
        validate: (value = '') => validate(value),
        ...streams,
      })) ?? '',
    choose: (message, groups) => choose({ message, groups, paint, ...streams }),
    note: (title, body) => note(withoutControls(body), withoutControls(title), { output: stdout }),
    tell: (message) => log.step(inLines(message).join('\n'), { output: stdout }),
  };
}
