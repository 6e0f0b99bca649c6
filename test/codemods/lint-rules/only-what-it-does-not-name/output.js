export default [
  {
    // Why they are here.
    rules: {
      'prefer-const': ['warn', { destructuring: 'all' }],
    },
  },
  {
    rules: {
      'no-eval': 'off',
      // eqeqeq: 'error',
    },
  },
];
