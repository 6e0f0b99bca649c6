/** What an answer may not tell, each with the words for the evidence. */
const LEAKS: [what: string, pattern: RegExp][] = [
  ['a stack trace', /\bat [^\n]{1,200}:\d+:\d+|\.[cm]?[jt]sx?:\d+:\d+|\bnode_modules\b|\bnode:internal\b/],
  ['a path of the server', /\/(home|Users|usr|var|srv|opt|root|app|workspace|tmp)\/[\w.@-]+\/|\b[A-Z]:\\+[\w.-]+\\/],
  [
    "the parser's text",
    /Unexpected (token|end of|non-whitespace|string|number)|JSON at position|Expected [^\n]{1,60} in JSON/,
  ],
  [
    'an error of the program',
    /\b(Type|Reference|Range|Syntax|URI|Assertion|Cast|Sequelize\w*|Mongo\w*|Mongoose\w*|QueryFailed|Knex\w*)Error\b|\bPrismaClient\w+/,
  ],
  [
    'an error of the program',
    /Cannot (read|set) propert|Cannot destructure|is not (a function|iterable|a constructor|defined)\b|Converting circular/,
  ],
  [
    'an error of the system',
    /\b(ENOENT|EACCES|EPERM|EISDIR|ECONNREFUSED|ETIMEDOUT|SQLITE_[A-Z]+|ER_[A-Z_]{4,}|ERR_(HTTP|INVALID|STREAM)_\w+)\b/,
  ],
  [
    'an error of the database',
    /syntax error at or near|error in your SQL syntax|duplicate key value|E11000|unterminated quoted/,
  ],
];

/** What the text of an error tells about the inside; null where it tells nothing. */
export const leakIn = (text: string): string | null => LEAKS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

const letters = (text: string): string => text.replace(/&#?\w+;|\\[nrt"\\]|[^\p{L}\p{N}]/gu, '').toLowerCase();

/** Whether the text repeats the message of an error that the app wrote to its log. */
export function repeatsLog(text: string, log: string): boolean {
  const told = letters(text);
  const messages = [...log.matchAll(/\b\w*(?:Error|Exception)(?: \[\w+\])?: ([^\n]{6,300})/g)].map(
    // In a line of JSON the stack goes on behind an escaped line end.
    ([, message]) => message!.split(/\\n|",?"/, 1)[0]!,
  );
  return messages.some((message) => letters(message).length > 5 && told.includes(letters(message)));
}
