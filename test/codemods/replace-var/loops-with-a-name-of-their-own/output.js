module.exports = function sum(list, object) {
  let total = 0;
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    total += item;
  }
  for (let i = 0, n = list.length; i < n; i++) total += i;
  for (const key in object) total += object[key];
  for (const value of list) total += value;
  return total;
};
