'use strict';

const session = require('express-session');

const kept = session({ secret: process.env.SECRET, store: new FileStore() });
module.exports = [
  session({
    secret: process.env.SECRET, // from the vault
    resave: false,
  }),
  session(),
  kept,
];
