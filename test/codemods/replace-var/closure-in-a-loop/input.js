module.exports = function later(list, done) {
  for (var i = 0; i < list.length; i++) {
    var item = list[i];
    setTimeout(function () {
      done(i, item);
    }, 10);
  }
  for (var name in list) process.nextTick(() => done(name));
};
