module.exports = function (flag) {
  if (flag) var one = 1;
  label: var two = 2;
  for (;;) var three = 3;
};
