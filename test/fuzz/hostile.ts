/** What would break out where it is not spelled for its place: `PWNED` then stands in the code as a name. */
export const HOSTILE = [
  `"]; PWNED()//`,
  `'); PWNED(); ('`,
  '${PWNED()}',
  '`; PWNED(); `',
  '*/ PWNED() /*',
  'a\n PWNED(); //',
  'a\r\nPWNED=1\r\n',
  '\u2028PWNED()\u2029',
  "\\'; PWNED() //",
  '\\',
  '"\\',
  '\u202EPWNED\u2066',
  '$(PWNED) `PWNED` ; & | > <',
  '${{ PWNED }}',
  '<%- PWNED %>',
  '__proto__',
  'constructor',
  'toString',
  '../../../../outside',
  '/etc/passwd',
  'C:\\Windows',
  '-rf',
  '\u0000',
  '\u001B[2J\u0007',
  '\uD800',
  '💥é',
  'a'.repeat(5000),
  '',
  ' ',
];

/** Those that may be the name of a file on Linux. */
export const HOSTILE_NAMES = HOSTILE.filter(
  (text) => !/[/\0\uD800]/.test(text) && text.trim() !== '' && text.length < 200,
);
