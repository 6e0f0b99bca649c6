const a = require("a")
const b = a

b.c = 1
module.exports = a
