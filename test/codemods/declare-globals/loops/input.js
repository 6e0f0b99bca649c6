module.exports = function (list, object) {
  for (i = 0; i < list.length; i++) list[i] += 1;
  for (i = 0; i < list.length; i++) {
    last = list[i];
    console.log(last);
  }
  for (key in object) console.log(key, object[key]);
  for (item of list) console.log(item);
};
