module.exports = function sum(list, object) {
  let total = 0;
  for (var i = 0; i < list.length; i++) {
    var item = list[i];
    total += item;
  }
  for (var i = 0, n = list.length; i < n; i++) total += i;
  for (var key in object) total += object[key];
  for (var value of list) total += value;
  return total;
};
