// A module of its own, to be loaded where it is needed: of a CommonJS package, a bundle has no named exports to import.
export { parse } from 'yaml';
