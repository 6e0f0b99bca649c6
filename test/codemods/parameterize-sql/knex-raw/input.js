const knex = require('knex')({ client: 'pg' });

exports.find = (name, id) => knex.raw(`select * from users where name = '${name}' and id = ?`, [id]);
exports.where = (name) => knex('users').whereRaw(`name = '${name}'`);
