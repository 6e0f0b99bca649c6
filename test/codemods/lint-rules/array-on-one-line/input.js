export default [js.configs.recommended, { rules: {} }]
