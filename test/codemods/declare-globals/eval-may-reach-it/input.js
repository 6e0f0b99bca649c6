const a = require('./a');
module.exports = function (text) {
  own = a;
  return eval(text);
};
