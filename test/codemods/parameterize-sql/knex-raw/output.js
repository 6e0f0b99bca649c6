const knex = require('knex')({ client: 'pg' });

exports.find = (name, id) => knex.raw(`select * from users where name = ? and id = ?`, [String(name), id]);
exports.where = (name) => knex('users').whereRaw(`name = ?`, [String(name)]);
