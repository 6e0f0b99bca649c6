const config = [
    {
        // Why they are here.
        rules: {
            'no-eval': 'error',
            'prefer-const': ['warn', { destructuring: 'all' }],
            eqeqeq: ['error', 'always', { null: 'ignore' }],
        },
    },
    { ignores: ['dist'] },
];

export default config;
