import type { API } from 'jscodeshift';
import core from 'jscodeshift/src/core.js';
import type { JsonObject } from '../types';
import { transforms } from './transforms';

const j = core.withParser('babel');
const api: API = { j, jscodeshift: j, stats: () => {}, report: () => {} };

/** Runs a codemod over a text; the new text, or undefined where it left it alone. */
export function runCodemod(name: string, path: string, source: string, options: JsonObject): string | undefined {
  const transform = transforms[name];
  if (!transform) throw new Error(`No such codemod: ${name}`);
  return transform({ path, source }, api, options);
}
