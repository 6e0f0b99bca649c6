const config = [
    { ignores: ['dist'] },
];

export default config;
