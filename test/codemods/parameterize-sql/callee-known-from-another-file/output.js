const db = require('../db');
const { TABLE } = require('./names');

exports.find = (name) => db.query(`SELECT * FROM ${TABLE} WHERE name = $1`, [String(name)]);
