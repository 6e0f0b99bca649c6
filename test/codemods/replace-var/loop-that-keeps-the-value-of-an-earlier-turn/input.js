module.exports = function longest(list) {
  for (let i = 0; i < list.length; i++) {
    var best;
    if (!best || list[i].length > best.length) best = list[i];
    if (i === list.length - 1) return best;
  }
};
