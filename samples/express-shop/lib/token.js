const { createHmac, timingSafeEqual } = require('crypto');

const secret = process.env.SESSION_SECRET;

const mac = (text) => createHmac('sha256', secret).update(text).digest('base64url');

function sign(claims) {
  const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${body}.${mac(body)}`;
}

function verify(header) {
  const [body, given] = (header || '').replace('Bearer ', '').split('.');
  const expected = Buffer.from(mac(body));
  const actual = Buffer.from(given || '');
  const genuine = actual.length === expected.length && timingSafeEqual(actual, expected);
  return genuine ? JSON.parse(Buffer.from(body, 'base64url')) : null;
}

module.exports = { sign, verify };
