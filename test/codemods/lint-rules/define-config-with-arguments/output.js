import { defineConfig as define } from 'eslint/config';

export default define({
  // Why they are here.
  rules: {
    'no-eval': 'error',
    'prefer-const': ['warn', { destructuring: 'all' }],
    eqeqeq: ['error', 'always', { null: 'ignore' }],
  },
}, { rules: { semi: 'error' } });
