module.exports = {
  root: true,
  rules: {
    'no-eval': 'error',
    'prefer-const': ['warn', { destructuring: 'all' }],
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    ...shared,
    semi: 'error',
  },
};
