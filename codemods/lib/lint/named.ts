/** Whether a configuration names a rule, its variants of plugins too. Also where it is commented out: somebody has thought about it. */
export const namesRule = (text: string, rule: string): boolean =>
  new RegExp(`(?<![\\w-])(@typescript-eslint/|eslint/|typescript/)?${rule.split('/').at(-1)!}(?![\\w-])`).test(text);
