module.exports = function price(kind) {
  switch (kind) {
    case 'a':
      var rate = 2;
      return rate;
    default: {
      const fallback = 1;
      return fallback;
    }
  }
};
