const { JWT_SECRET, PORT = '3000' } = process.env;
const secret = process.env.SESSION_SECRET;
const other = (process.env['COOKIE_SECRET']).trim();
const key = process.env.API_KEY;
const level = process.env.LOG_LEVEL || 'info';
module.exports = { JWT_SECRET, PORT, secret, other, key, level };
