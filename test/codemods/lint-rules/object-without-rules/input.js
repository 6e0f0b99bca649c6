module.exports = {
  extends: ['eslint:recommended'], // for all
  env: { node: true }
};
