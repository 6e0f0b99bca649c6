const a = require('./a')
const b = a
const c = b
module.exports = [b, c]
