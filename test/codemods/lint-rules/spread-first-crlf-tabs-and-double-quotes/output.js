const base = require("./base");

module.exports = [
	{
		// Why they are here.
		rules: {
			"no-eval": "error",
			"prefer-const": ["warn", { destructuring: "all" }],
			eqeqeq: ["error", "always", { null: "ignore" }],
		},
	},
	...base,
	{ rules: { semi: "error" } },
];
