var app = {};
(function () {
  var inner = 1;
  app.inner = inner;
})();
