module.exports = function (list, object) {
  for (let i = 0; i < list.length; i++) list[i] += 1;
  for (let i = 0; i < list.length; i++) {
    const last = list[i];
    console.log(last);
  }
  for (const key in object) console.log(key, object[key]);
  for (const item of list) console.log(item);
};
