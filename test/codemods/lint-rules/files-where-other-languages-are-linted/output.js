import json from '@eslint/json';

export default [
  {
    // Why they are here.
    files: ['**/*.js', '**/*.mjs'],
    rules: {
      'no-eval': 'error',
      'prefer-const': ['warn', { destructuring: 'all' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  { files: ['**/*.json'], language: 'json/json', plugins: { json } },
];
