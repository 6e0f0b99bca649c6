import type { JsonObject } from '../../../src/types';
import type { FormName } from '../../templates/workshop';

/** An app as people write it, without any protection; its routes are those that the probes attack. */
export interface PlainApp {
  /** The folder in templates/versions whose packages it is installed with: `express-5`. */
  framework: string;
  /** Where that does not say all: on what it stands. */
  title?: string;
  majors: number[];
  /** In which module forms and languages it can be written. */
  forms: readonly FormName[];
  /**
   * Files without extension, in TypeScript with ESM imports, which the renderer gives their forms; `server` is what is
   * started.
   */
  sources(major: number): Record<string, string>;
  dependencies(major: number): Record<string, string>;
  /** On top of TypeScript and the types of Node.js. */
  types: Record<string, string>;
  /** Compiler options that the framework asks for. */
  compilerOptions?: JsonObject;
  /** The user's files that hardening may change, without extension, with how many lines it may add to each. */
  touched: Record<string, number>;
  /** The generated module that the figures of limits stand in, where it is another than `rate-limit`. */
  counter?: string;
  /** Answers on top of those that every app is hardened with. */
  answers?: Record<string, string | number>;
  /** What the user writes by hand into the generated schemas in the place of the inferred `postUsersId`. */
  handWritten: string;
}
