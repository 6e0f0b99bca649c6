import { measures } from '../../src/measures/index';
import { audit } from '../../src/steps/audit';
import type { Finding } from '../../src/types';
import { type Files, projectOf } from '../project/model/project';

/** The findings of one rule in a project with these files. */
export async function findingsOf(rule: string, files: Files): Promise<Finding[]> {
  const project = await projectOf(files);
  return audit(project, measures).filter((finding) => finding.rule === rule);
}

/** An app of one file; `text` stands between its making and its start. */
export const app = (text: string): Files => ({
  'app.js': `const express = require('express');\nconst app = express();\n${text}\napp.listen(3000);\n`,
});

/** The lines of `text` in which the rule finds something. */
export async function linesOf(rule: string, text: string, more: Files = {}): Promise<number[]> {
  const findings = await findingsOf(rule, { ...app(text), ...more });
  return findings.map(({ line }) => line - 2);
}
