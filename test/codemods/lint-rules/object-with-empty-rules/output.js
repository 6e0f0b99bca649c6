module.exports = { rules: { 'no-eval': 'error', 'prefer-const': ['warn', { destructuring: 'all' }], eqeqeq: ['error', 'always', { null: 'ignore' }] } };
