'use strict';

const session = require('express-session');
const { sessionStore } = require('./security/session-store');

const kept = session({ secret: process.env.SECRET, store: new FileStore() });
module.exports = [
  session({
    secret: process.env.SECRET, // from the vault
    resave: false,
    store: sessionStore(),
  }),
  session({ store: sessionStore() }),
  kept,
];
