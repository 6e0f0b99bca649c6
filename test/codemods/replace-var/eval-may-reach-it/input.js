module.exports = function run(text) {
  var hidden = 1;
  return eval(text);
};
module.exports.other = function (text) {
  var seen = text.length;
  return seen;
};
