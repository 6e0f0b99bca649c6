const labels = { password: 'Password', secret: 'Geheimnis' };
const SECRET = process.env.SECRET;
const header = { apiKey: 'x-api-key', publicKey: 'pk_live_abcdefghijklmnop' };
module.exports = { labels, SECRET, header, user: { password: '$2b$10$2YC2ht8x06Yto5VAr08kben8' } };
