const a = require('./a');

// tempered-ignore-next-line code/implicit-global -- the console of the operators reads it
last = a;
own = a;
