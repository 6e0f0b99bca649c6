const host = process.env.DB_HOST;
module.exports = 'postgres://app:hunter2@' + host + '/shop';
