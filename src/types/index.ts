/**
 * The vocabulary of tempered (DESIGN.md, section 1). It imports nothing but types of the syntax tree.
 */
export type * from './words';
export type * from './measure';
export type * from './rule';
export type * from './finding';
export type * from './question';
export type * from './edit';
export type * from './project';
export type * from './source';
export type * from './app';
export type * from './repository';
export type * from './record';
