/** The first of many in one sentence: `a.js, b.js, and 3 more`. */
export const listed = (items: readonly string[], most: number): string =>
  items.slice(0, most).join(', ') + (items.length > most ? `, and ${items.length - most} more` : '');
