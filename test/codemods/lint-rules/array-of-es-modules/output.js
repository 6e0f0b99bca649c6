import js from '@eslint/js';

export default [
  {
    // Why they are here.
    rules: {
      'no-eval': 'error',
      'prefer-const': ['warn', { destructuring: 'all' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  // What everybody has.
  js.configs.recommended,
  { rules: { semi: 'error' } },
];
