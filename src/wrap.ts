/** Each of these characters is a letter of its own, which those that others join are not: accents, joiners and variants. */
const PLAIN = /^[ -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2bff]*$/;
/** Made where a text needs it, since it takes 15 ms. */
let segments: Intl.Segmenter | undefined;
/** What terminals draw two columns wide. */
const WIDE = /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}！-｠]/u;

/** How many columns of a terminal the text takes. */
export function columns(text: string): number {
  return letters(text).reduce((sum, letter) => sum + columnsOf(letter), 0);
}

/** The text filled up with spaces. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** The text in lines of a width, broken between words where it can be; what `most` lines cannot hold ends with `…`. */
export function wrap(text: string, width: number, most = Infinity): string[] {
  const lines = [''];
  for (const word of text.split(' ').flatMap((each) => pieces(each, width))) {
    const line = lines.at(-1) ?? '';
    const joined = line === '' ? word : `${line} ${word}`;
    if (columns(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  if (lines.length <= most) return lines;
  const last = pieces(lines.slice(most - 1).join(' '), width - 1)[0] ?? '';
  return [...lines.slice(0, most - 1), `${last.trimEnd()}…`];
}

/** Text behind a first word, its further lines indented as far. */
export function hanging(first: string, text: string, width: number, most?: number): string[] {
  const indent = ' '.repeat(first.length);
  return wrap(text, width - first.length, most).map((line, index) => (index === 0 ? first : indent) + line);
}

/** A word that is wider than a line, cut. */
function pieces(word: string, width: number): string[] {
  if (columns(word) <= width) return [word];
  const parts = [''];
  let used = 0;
  for (const letter of letters(word)) {
    const size = columnsOf(letter);
    if (used + size > width && used > 0) {
      parts.push('');
      used = 0;
    }
    parts[parts.length - 1] += letter;
    used += size;
  }
  return parts;
}

function letters(text: string): string[] {
  if (PLAIN.test(text)) return [...text];
  segments ??= new Intl.Segmenter('en');
  return [...segments.segment(text)].map(({ segment }) => segment);
}

function columnsOf(letter: string): number {
  return letter > '~' && WIDE.test(letter) ? 2 : 1;
}
