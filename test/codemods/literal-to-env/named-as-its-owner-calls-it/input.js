const jwt = require('jsonwebtoken');

const tokenSecret = 'correct horse';
const settings = { db: { password: 'b4ttery' }, mail: { apiKey: "st4ple-55-aa" } };
settings.cryptoKey = `another horse`;

class Client {
  clientSecret = 'n0t-a-donkey';
}

exports.sign = (user) => jwt.sign({ id: user.id }, tokenSecret);
exports.check = (token) => jwt.verify(token, 'correct donkey');
module.exports.settings = settings;
