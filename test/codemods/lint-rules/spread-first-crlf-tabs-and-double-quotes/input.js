const base = require("./base");

module.exports = [
	...base,
	{ rules: { semi: "error" } },
];
