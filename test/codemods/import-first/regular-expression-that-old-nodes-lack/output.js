require('./security/env');
const words = /[\p{L}--[a-z]]/v;
