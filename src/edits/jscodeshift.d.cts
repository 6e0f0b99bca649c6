import type { JSCodeshift } from 'jscodeshift';

/** jscodeshift, loaded when it is first asked for. */
export function jscodeshift(): JSCodeshift;
