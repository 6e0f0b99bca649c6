const jwt = require('jsonwebtoken');
const login = (user) => jwt.sign({ id: user.id, exp: soon() }, process.env.JWT_SECRET);
const loginToo = (user) => jwt.sign({ id: user.id }, process.env.JWT_SECRET, { expiresIn: '2h' });
const loginWith = (user, options) => jwt.sign({ id: user.id }, process.env.JWT_SECRET, options);
const loginSpread = (user) => jwt.sign({ ...user.claims }, process.env.JWT_SECRET);
const loginText = (user) => jwt.sign(user.id, process.env.JWT_SECRET);
const loginAny = (payload) => jwt.sign(payload, process.env.JWT_SECRET);
function loginStepByStep(user) {
  const payload = { id: user.id };
  payload.exp = soon();
  return jwt.sign(payload, process.env.JWT_SECRET);
}
