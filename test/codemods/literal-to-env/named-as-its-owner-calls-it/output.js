const jwt = require('jsonwebtoken');

const tokenSecret = process.env.TOKEN_SECRET;
const settings = { db: { password: process.env.DB_PASSWORD }, mail: { apiKey: process.env.MAIL_API_KEY } };
settings.cryptoKey = process.env.CRYPTO_KEY;

class Client {
  clientSecret = process.env.CLIENT_SECRET;
}

exports.sign = (user) => jwt.sign({ id: user.id }, tokenSecret);
exports.check = (token) => jwt.verify(token, process.env.JWT_SECRET);
module.exports.settings = settings;
