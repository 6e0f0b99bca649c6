import { expect, it } from 'vitest';
import { app, findingsOf } from '../measures/rules';

it('what several calls share is said once', async () => {
  const text = `const jwt = require('jsonwebtoken');
const options = { algorithms: ['HS256', 'none'] };
exports.first = (token) => jwt.verify(token, process.env.SECRET, options);
exports.second = (token) => jwt.verify(token, process.env.SECRET, options);`;
  expect(await findingsOf('tokens/none-algorithm', app(text))).toHaveLength(1);
});
