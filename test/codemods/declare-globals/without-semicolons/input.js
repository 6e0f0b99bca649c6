const a = require('./a')
b = a
c = b
module.exports = [b, c]
