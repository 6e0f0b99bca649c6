// The least that a codemod does: it parses, and changes nothing.
'use strict';

module.exports = ({ source, path }, { jscodeshift }) => {
  jscodeshift.withParser(/\.[cm]?tsx?$/.test(path) ? 'tsx' : 'babel')(source);
};
