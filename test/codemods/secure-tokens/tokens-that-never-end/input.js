const jwt = require('jsonwebtoken');
const login = (user) => jwt.sign({ id: user.id }, process.env.JWT_SECRET);
const loginToo = (user) => jwt.sign({ id: user.id }, process.env.JWT_SECRET, { algorithm: 'HS256' });
const loginLater = (user, cb) => jwt.sign({ id: user.id }, process.env.JWT_SECRET, cb);
function loginWithName(user) {
  const payload = { id: user.id, role: user.role };
  return jwt.sign(payload, process.env.JWT_SECRET);
}
