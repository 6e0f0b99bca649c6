import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { measures } from '../../src/measures/index';
import { audit } from '../../src/steps/audit';
import { makePlan } from '../../src/steps/plan';
import { stage } from '../../src/steps/stage';
import type { Finding, Measure, Project, Rule } from '../../src/types';
import { projectOf } from '../project/model/project';
import { type Example, isSource, projectFiles, readPage } from './examples';

const folder = fileURLToPath(new URL('../../docs/rules/', import.meta.url));
const pageOf = ({ id }: Rule): string => `${folder}${id}.md`;
const all = measures.flatMap((measure) => measure.rules.map((rule): Of => [rule.id, { rule, measure }]));
type Of = [id: string, { rule: Rule; measure: Measure }];

/** What the rule finds in a project that holds the example. */
async function look({ rule, measure }: Of[1], example: Example): Promise<{ project: Project; findings: Finding[] }> {
  const project = await projectOf(projectFiles(example));
  return { project, findings: audit(project, [measure]).filter((finding) => finding.rule === rule.id) };
}

/** The example after the fix of the rule's findings. */
async function mended({ rule, measure }: Of[1], example: Example): Promise<string> {
  const { project, findings } = await look({ rule, measure }, example);
  const answers = Object.fromEntries(measure.questions(project).map((question) => [question.id, question.default]));
  const { edits } = makePlan(project, [measure], findings, answers);
  const { changes } = await stage(project, edits);
  return changes.find(({ file }) => file === example.file)?.after ?? example.text;
}

describe('the pages of rules', () => {
  it('are there for each rule, and for nothing else', () => {
    const missing = all.filter(([, { rule }]) => !existsSync(pageOf(rule))).map(([id]) => id);
    expect(missing).toEqual([]);
    const pages = globSync('*/*.md', { cwd: folder }).map((file) => file.replace(/\.md$/, ''));
    expect(pages.filter((page) => !all.some(([id]) => id === page))).toEqual([]);
  });
});

describe.each(all.filter(([, { rule }]) => existsSync(pageOf(rule))))('the page of %s', (_id, of) => {
  const { why, sections } = readPage(readFileSync(pageOf(of.rule), 'utf8'));
  const { Bad: bad = [], Good: good = [], 'What it becomes': becomes } = sections;

  it('says why it matters, and has bad and good examples', () => {
    expect(why).not.toBe('');
    expect(bad.length).toBeGreaterThan(0);
    expect(good.length).toBeGreaterThan(0);
    expect(Object.keys(sections).slice(0, 2)).toEqual(['Bad', 'Good']);
  });

  // What functions are given is told of in files of the app alone, which are not asked about.
  it('has a bad example that a closer look at the text lets pass', () => {
    expect(bad.some(({ text, file }) => of.rule.worth?.(text, file) ?? true)).toBe(true);
  });

  // What tools say of the dependencies, and commits hold, is not in the example: test/steps/{dependencies,history}.
  const found = of.rule.deps || of.rule.history ? [] : bad;
  it.each(found.map((example, index) => [index + 1, example] as const))('has a bad example %i', async (_n, example) => {
    const { findings } = await look(of, example);
    // About another kind of file there is something to be said where it is missing something.
    if (isSource(example)) expect(findings.map(({ file }) => file)).toContain(example.file);
    else expect(findings).not.toEqual([]);
    // What the rule says of its fixes holds.
    const { fixed, risk = 'none' } = of.rule;
    if (fixed === 'always') expect(findings.map(({ fix }) => fix)).not.toContain('manual');
    if (fixed === 'never') expect(findings.map(({ fix }) => fix)).not.toContain('automatic');
    if (risk === 'none')
      expect(findings.filter((finding) => finding.fix === 'automatic' && finding.risk === 'behaviour')).toEqual([]);
  });

  it.each(good.map((example, index) => [index + 1, example] as const))('has a good example %i', async (_n, example) => {
    const { findings } = await look(of, example);
    expect(findings.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  });

  it.runIf(becomes !== undefined)('shows what the first bad example becomes', async () => {
    expect(await mended(of, bad[0]!)).toBe(becomes?.[0]?.text);
  });
});
