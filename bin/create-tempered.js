#!/usr/bin/env node
// `npm create tempered my-api` runs this name: the same as `tempered create my-api`.
process.argv.splice(2, 0, 'create');
await import('./tempered.js');
