exports.start = function () {
  return typeof mode === 'undefined' ? 'early' : mode + port();
};
exports.early = exports.start();
var mode = 'late';
var own = own || {};

function port() {
  return settings.port;
}
exports.port = port;
var settings = { port: 3000 };
