import type { API } from 'jscodeshift';
import type { JsonObject } from '../types';
import lazy from './jscodeshift.cjs';
import { transforms } from './transforms';

const api: API = {
  get j() {
    return lazy.jscodeshift();
  },
  get jscodeshift() {
    return lazy.jscodeshift();
  },
  stats: () => {},
  report: () => {},
};

/** Runs a codemod over a text; the new text, or undefined where it left it alone. */
export function runCodemod(name: string, path: string, source: string, options: JsonObject): string | undefined {
  const transform = transforms[name];
  if (!transform) throw new Error(`No such codemod: ${name}`);
  return transform({ path, source }, api, options);
}
