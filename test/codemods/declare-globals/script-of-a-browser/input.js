app = {};
app.start = function () {
  counter = 0;
};
