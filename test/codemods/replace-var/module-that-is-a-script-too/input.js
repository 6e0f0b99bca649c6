var lib = {};
if (typeof module !== 'undefined' && module.exports) module.exports = lib;
