import { maskSecrets } from './mask';
import { printable } from './printable';

/** More would be an answer's text, not evidence. */
const LONGEST = 300;

/** One line fit to be shown: secrets masked, nothing that a terminal would obey, and never endless. */
export function shownLine(text: string): string {
  const letters = [...printable(maskSecrets(text)).trim()];
  return letters.length <= LONGEST ? letters.join('') : `${letters.slice(0, LONGEST - 1).join('')}…`;
}
