module.exports = function (flag) {
  if (flag) result = 1;
  else result = 2;
  try {
    parsed = JSON.parse(flag);
  } catch (err) {
    parsed = null;
  }
  first = second = parsed;
  return [result, first, second];
};
