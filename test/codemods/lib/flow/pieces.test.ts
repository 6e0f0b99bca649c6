import { describe, expect, it } from 'vitest';
import { textsOf } from './flow';

describe('The pieces of a text', () => {
  it('are those of templates, sums, concat, join and format', () => {
    expect(
      textsOf(
        "const util = require('util');\nshow(`a${x}b`, 'a' + x + 'b', 'a'.concat(x, 'b'), ['a', x, 'b'].join('-'), util.format('a%sb', x));",
      ),
    ).toEqual(['a{x}b', 'a{x}b', 'a{x}b', 'a-{x}-b', 'a{x}b']);
  });

  it('are those that a variable gathers before it is used', () => {
    expect(textsOf("let q = 'a'; q += x; q += 'b'; show(q); q += 'c';")).toEqual(['a{x}b']);
  });

  it('are not there twice where a text is made of itself', () => {
    expect(textsOf("let q = 'a'; q = q + x; q += 'c'; show(q);")).toEqual(['a{x}c']);
  });

  it('are constants by their value, and anything else by itself', () => {
    expect(textsOf("const T = 'users'; show('from ' + T, x + y, f(x));")).toEqual(['from users', '{x + y}', '{f(x)}']);
  });
});
