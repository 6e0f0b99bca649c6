module.exports = function (flag) {
  var handler = null;
  if (flag) {
    function handler() {}
  }
  return handler;
};
