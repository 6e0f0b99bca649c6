import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import core from 'jscodeshift/src/core.js';
import type { API } from 'jscodeshift';

export const here = import.meta.dirname;

export interface Case {
  codemod: string;
  name: string;
  /** Name of the input file: what the codemod sees as its path. */
  file: string;
  input: string;
  /** Null: the codemod leaves the file alone. */
  output: string | null;
  options: Record<string, unknown>;
}

/** All `test/codemods/<codemod>/<case>/` folders. */
export function cases(): Case[] {
  const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name: codemod }) =>
    readdirSync(join(here, codemod)).map((name) => readCase(codemod, name)),
  );
}

function readCase(codemod: string, name: string): Case {
  const folder = join(here, codemod, name);
  const files = readdirSync(folder);
  const file = files.find((entry) => entry.startsWith('input.'))!;
  const output = files.find((entry) => entry.startsWith('output.'));
  const options = files.includes('options.json') ? JSON.parse(readFileSync(join(folder, 'options.json'), 'utf8')) : {};
  return {
    codemod,
    name,
    file,
    input: readFileSync(join(folder, file), 'utf8'),
    output: output ? readFileSync(join(folder, output), 'utf8') : null,
    options,
  };
}

const j = core.withParser('babel');
export const api: API = { j, jscodeshift: j, stats: () => {}, report: () => {} };
