module.exports = function options(given, done) {
  var given = given || {};
  var size = 1;
  var size = 2;
  var parse = 1;
  function parse() {}
  try {
    parse();
  } catch (done) {
    var done = null;
  }
  return [given, size, done];
};
