/* global cache:writable */
const path = require('path');

cache = {};
exports = module.exports = path;
global.settings = {};
settings = { root: __dirname };
Promise = require('bluebird');
class Strict {
  method() {
    undeclared = 1;
  }
}
exports.Strict = Strict;
