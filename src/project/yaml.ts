/** Imported where it is needed, since it takes a while. Bundled, the package itself would have no names to import late. */
export { parse } from 'yaml';
