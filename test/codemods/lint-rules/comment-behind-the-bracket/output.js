module.exports = [ // ours
  {
    // Why they are here.
    rules: {
      'no-eval': 'error',
      'prefer-const': ['warn', { destructuring: 'all' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  /* everything */ { rules: {} }
]
