const mysql = require('mysql2/promise');
const sqlite3 = require('sqlite3');
const postgres = require('postgres');
const knex = require('knex')({ client: 'pg' });

const pool = mysql.createPool({});
const file = new sqlite3.Database('shop.db');
const sql = postgres();

exports.prepared = (ids) => pool.execute(`SELECT * FROM users WHERE id IN (${ids.join(',')})`);
exports.inFile = (ids, done) => file.all(`SELECT * FROM users WHERE id IN (${ids.join(',')})`, done);
exports.unsafe = (ids) => sql.unsafe(`SELECT * FROM users WHERE id IN (${ids.join(',')})`);
exports.raw = (names) => knex.raw(`SELECT * FROM users WHERE name IN ('${names.join("','")}')`);
