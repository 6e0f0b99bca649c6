var a = require("a")
var b = a

b.c = 1
module.exports = a
