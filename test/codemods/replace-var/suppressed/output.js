const a = require('./a');

// tempered-ignore-next-line code/var -- kept for the history
var one = a;
const two = a;
module.exports = [one, two];
