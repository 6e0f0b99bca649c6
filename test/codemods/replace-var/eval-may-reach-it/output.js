module.exports = function run(text) {
  var hidden = 1;
  return eval(text);
};
module.exports.other = function (text) {
  const seen = text.length;
  return seen;
};
