// eslint-plugin-security as its documentation sets it up, on JavaScript and TypeScript.
import security from 'eslint-plugin-security';
import tseslint from 'typescript-eslint';

const everything = '**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}';

export default [
  { files: [everything], linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
  security.configs.recommended,
  { files: ['**/*.{ts,cts,mts,tsx}'], languageOptions: { parser: tseslint.parser } },
];
