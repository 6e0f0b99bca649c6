export default [{
  // Why they are here.
  rules: {
    'no-eval': 'error',
    'prefer-const': ['warn', { destructuring: 'all' }],
    eqeqeq: ['error', 'always', { null: 'ignore' }],
  },
}, js.configs.recommended, { rules: {} }]
