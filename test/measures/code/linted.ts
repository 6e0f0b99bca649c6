import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { code } from '../../../src/measures/code';
import { audit } from '../../../src/steps/audit';
import { makePlan } from '../../../src/steps/plan';
import { stage } from '../../../src/steps/stage';
import type { Finding } from '../../../src/types';
import { type Files, manifest, projectOf } from '../../project/model/project';
import { writeFiles } from '../../temporary';

const RULE = 'code/lint-rules';

export interface Linted {
  root: string;
  findings: Finding[];
  /** The files that the rules are added to, as they are afterwards. */
  changed: Record<string, string | null>;
}

/** Adds the missing rules to a project's own linter, on disk as well; its app is one file, and nothing else is mended. */
export async function lint(files: Files, options: { within?: string } = {}): Promise<Linted> {
  const app = "const express = require('express');\nconst app = express();\napp.listen(3000);\n";
  const own = { 'package.json': manifest({ main: 'app.js' }), 'app.js': app, ...files };
  const project = await projectOf(own, options);
  const findings = audit(project, [code]).filter(({ rule }) => rule === RULE);
  const { edits } = makePlan(project, [code], findings, {});
  const { changes, manual } = await stage(project, edits);
  if (manual.length > 0) throw new Error(manual.map(({ reason }) => reason).join('\n'));
  const changed = Object.fromEntries(changes.map(({ file, after }) => [file, after]));
  await writeFiles(project.root, changed as Files);
  return { root: project.root, findings, changed };
}

/** What the configuration says after the rules were added, as JSON. */
export const written = async (root: string, file: string): Promise<unknown> =>
  JSON.parse(await readFile(join(root, file), 'utf8'));
