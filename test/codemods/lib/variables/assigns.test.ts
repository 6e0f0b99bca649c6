import { describe, expect, it } from 'vitest';
import { assignsNames } from '../../../../codemods/lib/variables/assigns';

describe('a look for names that are assigned where nothing declares them', () => {
  it.each([
    'total = 0;',
    'a.b = 1; total = a.b;',
    'if (x) { total=1 }',
    'for (key in object) use(key);',
    'for (row of rows) use(row);',
    'var a = 1, total = 2;',
    'total = subtotal;',
    'list = [], total = list.length;',
  ])('finds one: %s', (text) => expect(assignsNames(text)).toBe(true));

  it.each([
    'const total = 0;',
    'user.total = 0; this.total = 1; this.#total = 2;',
    "user['total'] = 0;",
    'if (total == 0 || total === 1 || total != 2 || total <= 3 || total >= 4) use((x) => x);',
    // Who reads it first, without a declaration, throws.
    'total += 1; total ??= 2; total = total + 1; options = options || {};',
    'for (const key in object) use(key);',
  ])('finds none: %s', (text) => expect(assignsNames(text)).toBe(false));
});
