import js from '@eslint/js';

export default [
  // What everybody has.
  js.configs.recommended,
  { rules: { semi: 'error' } },
];
