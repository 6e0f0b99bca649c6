const express = require('../../');
const { protectServer } = require('./security');

var app = module.exports = express();

/* istanbul ignore next */
if (!module.parent) {
  protectServer(app.listen(3000));
  console.log('Express started on port 3000');
}
