module.exports = {
  root: true,
  rules: {
    ...shared,
    semi: 'error',
  },
};
