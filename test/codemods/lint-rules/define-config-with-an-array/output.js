import { defineConfig, globalIgnores } from 'eslint/config';

export default defineConfig([
  {
    // Why they are here.
    rules: {
      'no-eval': 'error',
      'prefer-const': ['warn', { destructuring: 'all' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  globalIgnores(['dist']),
  { rules: { semi: 'error' } },
]);
