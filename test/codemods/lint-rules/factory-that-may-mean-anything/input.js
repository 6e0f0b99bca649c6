import company from '@company/eslint';

export default company({ node: true }, { rules: {} });
