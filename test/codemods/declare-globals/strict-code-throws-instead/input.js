'use strict';

module.exports = function () {
  total = 1;
  return total;
};
