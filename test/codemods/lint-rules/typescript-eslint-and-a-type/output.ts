import tseslint from 'typescript-eslint';
import type { Linter } from 'eslint';

export default tseslint.config(
  {
    // Why they are here.
    rules: {
      'no-eval': 'error',
      'prefer-const': ['warn', { destructuring: 'all' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  ...tseslint.configs.recommended,
  { rules: { semi: 'error' } },
) satisfies Linter.Config[];
