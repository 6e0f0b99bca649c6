'use strict';
/*
 * CommonJS, where a module can be loaded without waiting once it is asked for: ast-types takes some 40 ms to start, a
 * twentieth of a dry run, and most codemods find their place without it.
 */
let loaded;
exports.jscodeshift = () => (loaded ??= require('jscodeshift/src/core.js').withParser('babel'));
