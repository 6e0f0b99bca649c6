import { VISITOR_KEYS } from '@babel/types';
import { expect, it } from 'vitest';
import { byKind, kindOf, kindsAmong } from '../../../codemods/lib/visitor-keys';

it('knows the children of every type that Babel knows, in its order', () => {
  const types = Object.keys(VISITOR_KEYS);
  expect(Object.fromEntries(types.map((type) => [type, kindOf(type).keys]))).toEqual(VISITOR_KEYS);
  expect(kindOf('NoSuchType')).toEqual({ id: 0, keys: [] });
});

it('gives each type a number, and tells by it what is said of the type', () => {
  const types = Object.keys(VISITOR_KEYS);
  expect(new Set(types.map((type) => kindOf(type).id)).size).toBe(types.length);
  const said = byKind(
    new Map([
      ['Identifier', 'a name'],
      ['NoSuchType', 'nothing'],
    ]),
  );
  expect([said[kindOf('Identifier').id], said[kindOf('Program').id], said[0]]).toEqual([
    'a name',
    undefined,
    undefined,
  ]);
  const names = kindsAmong(['Identifier', 'JSXIdentifier', 'NoSuchType']);
  expect(types.filter((type) => names[kindOf(type).id] === 1)).toEqual(['Identifier', 'JSXIdentifier']);
  expect(names[0]).toBe(0);
});
