const a = require('./a');

// tempered-ignore-next-line code/var -- kept for the history
var one = a;
var two = a;
module.exports = [one, two];
