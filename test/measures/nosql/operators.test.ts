import { find } from 'mingo';
import { describe, expect, it } from 'vitest';

const users = [{ name: 'ada', tags: ['a', 'b'] }, { name: 'bob', tags: null }, { name: 5 }];
const count = (filter: object): number => find(users, filter).all().length;

describe('A comparison with $eq', () => {
  it.each(['ada', 'eve', 5, null, ['a', 'b'], true])('fits what the plain value %j fits', (value) => {
    for (const field of ['name', 'tags']) expect(count({ [field]: { $eq: value } })).toBe(count({ [field]: value }));
  });

  it.each([{ $ne: null }, { $gt: '' }, { $in: ['ada'] }, { $regex: '^a' }])('takes no operator: %j', (value) => {
    expect(count({ name: value })).toBeGreaterThan(0);
    expect(count({ name: { $eq: value } })).toBe(0);
  });
});
