export default [{ rules: { eqeqeq: 2, '@typescript-eslint/prefer-const': 2, 'no-eval': 2 } }];
