/** Loaded where it is needed, since it takes a while. */
export { isMap, isSeq, parseDocument } from 'yaml';
