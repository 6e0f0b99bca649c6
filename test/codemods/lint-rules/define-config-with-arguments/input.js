import { defineConfig as define } from 'eslint/config';

export default define({ rules: { semi: 'error' } });
