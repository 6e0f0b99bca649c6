module.exports = function pick(flag) {
  if (flag) {
    var value = 1;
  } else {
    var value = 2;
  }
  try {
    var parsed = JSON.parse(flag);
  } catch (err) {
    parsed = null;
  }
  for (var i = 0; i < 3; i++);
  return [value, parsed, i];
};
