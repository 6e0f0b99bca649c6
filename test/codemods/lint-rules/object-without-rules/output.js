module.exports = {
  extends: ['eslint:recommended'], // for all
  env: { node: true },
  rules: {
    'no-eval': 'error',
    'prefer-const': ['warn', { destructuring: 'all' }],
    eqeqeq: ['error', 'always', { null: 'ignore' }],
  }
};
