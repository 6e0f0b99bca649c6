import { describe, expect, it } from 'vitest';
import { isExponential } from '../../../src/measures/injection/patterns/ambiguity';

describe('A pattern that takes exponential time', () => {
  it.each([
    /([0-9]+)+#/,
    /^(a+)+$/,
    /^(a*)*b/,
    /^([a-z]+)*$/,
    /^(a|a)*$/,
    /^(\w|\d)+$/,
    /^(a|ab|b)+$/,
    /^(\w+\s?)*$/,
    /^([a-zA-Z0-9]+\.?)+@/,
    /^(([a-z])+.)+[A-Z]([a-z])+$/,
    /^([a-z]{2,5})+$/,
    /(x+x+)+y/,
    /^(?:(?:a|b)+)+$/i,
    /^([A-Z]|[a-z])+$/i,
    /<(\w+\s*)*>/,
  ])('is %s', (pattern) => {
    expect(isExponential(pattern.source, pattern.flags)).toBe(true);
  });

  it.each([
    /^[a-z]+$/,
    /^(a+b)+$/,
    /^([a-z]+\.)+[a-z]{2,}$/,
    /^(\d{3})+$/,
    /^(\d{1,3}\.){3}\d{1,3}$/,
    /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
    /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i,
    /^(foo|bar|baz)+$/,
    /(a+)+/,
    /^(a+)+/,
    /^([a-z]+)?$/,
    /^(-?\w+)+/,
    /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
    /^(\/[\w-]+)*$/,
    /"(?:[^"\\]|\\.)*"/,
    /^\w+([.-]\w+)*@\w+([.-]\w+)*\.\w{2,3}$/,
    /^(?=.*[a-z])(?=.*\d).{8,}$/,
    /^(\b\w+\b ?)+$/,
    /\s+$/,
  ])('is not %s', (pattern) => {
    expect(isExponential(pattern.source, pattern.flags)).toBe(false);
  });
});
