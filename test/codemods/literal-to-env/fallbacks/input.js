const { JWT_SECRET = 'dev', PORT = '3000' } = process.env;
const secret = process.env.SESSION_SECRET || 'keyboard cat';
const other = (process.env['COOKIE_SECRET'] ?? `kekse`).trim();
const key = process.env.API_KEY ? process.env.API_KEY : 'k3y-0f-all';
const level = process.env.LOG_LEVEL || 'info';
module.exports = { JWT_SECRET, PORT, secret, other, key, level };
