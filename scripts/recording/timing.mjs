// How long each screen stays: as it was where somebody types, shortened where a machine was waited for, and slower where
// more came at once than anybody can read.
import { ROWS } from './session.mjs';

const MOST = 1000;
const SPINS = 2;
const LAST = 7000;

/** What turns while one waits is no news. */
const withoutSpinner = (lines) => lines.join('\n').replace(/[◒◐◓◑]|\.{1,3}(?=\n|$)|\(\d+ s\)/g, '');

/** Without most of what only turned. */
function withNews(frames) {
  const kept = [];
  let spins = 0;
  for (const frame of frames) {
    const same = kept.length > 0 && withoutSpinner(kept.at(-1).lines) === withoutSpinner(frame.lines);
    spins = same ? spins + 1 : 0;
    if (spins <= SPINS) kept.push(frame);
  }
  return kept;
}

/** The screen when the session was this many lines long. */
const screenAt = (lines, length) => lines.slice(Math.max(0, length - ROWS), length);

/** What ran past, in steps: a page of text slowly, a long diff quickly. */
function scrolled(lines, from) {
  const grown = lines.length - from;
  const step = Math.max(5, Math.ceil(grown / 16));
  const count = Math.max(0, Math.ceil(grown / step) - 1);
  return Array.from({ length: count }, (_, index) => ({
    lines: screenAt(lines, from + (index + 1) * step),
    for: grown > 120 ? 100 : 400,
  }));
}

/** Screens with the milliseconds that each is shown; the last one longest. */
export function paced(frames) {
  const kept = withNews(frames);
  return kept.flatMap(({ at, lines }, index) => [
    ...(index === 0 ? [] : scrolled(lines, kept[index - 1].lines.length)),
    {
      lines: screenAt(lines, lines.length),
      for: index === kept.length - 1 ? LAST : Math.min(kept[index + 1].at - at, MOST),
    },
  ]);
}
