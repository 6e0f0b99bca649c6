import { VISITOR_KEYS } from '@babel/types';
import { expect, it } from 'vitest';
import { visitorKeys } from '../../../codemods/lib/visitor-keys';

it('knows the children of every type that Babel knows, in its order', () => {
  const types = Object.keys(VISITOR_KEYS);
  expect(Object.fromEntries(types.map((type) => [type, visitorKeys(type)]))).toEqual(VISITOR_KEYS);
  expect(visitorKeys('NoSuchType')).toBeUndefined();
});
