/**
 * The text as one line without what a terminal would obey. Names of files, messages and what an app answers come from
 * strangers.
 */
export function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\p{C}/gu, '?');
}
