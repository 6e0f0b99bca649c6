module.exports = function (list, done) {
  for (const entry of list) {
    current = entry;
    setTimeout(() => done(current), 10);
  }
};
