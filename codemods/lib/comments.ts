/** What a line of a comment holds; where a value is put in, it is a line of a template. */
const LINE = String.raw`(?:[^*$\n]|\*(?!\/)|\$(?!\{))*`;

/**
 * Comments that have lines of their own. Whatever else looks like one, in the middle of a template, is plain text there:
 * each line of it begins as those of comments do, and has no value in it.
 */
const COMMENTS = new RegExp(
  String.raw`^[ \t]*(?:\/\/(?:[^$\n]|\$(?!\{))*$|\/\*${LINE}(?:\n[ \t]*(?:\*(?!\/)${LINE})?)*\*\/)`,
  'gm',
);

/** The text of a file without most of its comments, which are about the same things as its code. */
export const withoutComments = (text: string): string => text.replace(COMMENTS, '');
