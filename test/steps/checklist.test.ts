import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CHECKLIST } from '../../src/measures/checklist';
import { measures } from '../../src/measures/index';
import { readProject } from '../../src/project/model';
import { audit } from '../../src/steps/audit';
import { checklistOf } from '../../src/steps/checklist';
import type { Checklist, ChecklistEntry, Finding, Project } from '../../src/types';
import { temporaryFolder } from '../temporary';

const APP = `const express = require('express');
const app = express();
app.post('/login', (req, res) => res.json(login(req.body.name, req.body.password)));
app.listen(3000);
`;

async function projectOf(files: Record<string, string>): Promise<Project> {
  const manifest = { name: 'a', main: 'app.js', dependencies: { express: '^5.0.0' } };
  const directory = await temporaryFolder({ 'package.json': JSON.stringify(manifest), ...files });
  return readProject({ directory, withoutApp: 'any', readRecord: () => Promise.resolve(null) });
}

async function checklist(files: Record<string, string>, ids?: string[]): Promise<Checklist> {
  const project = await projectOf(files);
  const chosen = measures.filter(({ id }) => ids?.includes(id) ?? true);
  return checklistOf(project, chosen, audit(project, chosen));
}

const stateOf = ({ entries }: Checklist, id: string): ChecklistEntry['state'] | undefined =>
  entries.find((entry) => entry.id === id)?.state;

describe('the checklist', () => {
  it('names rules that are there', () => {
    const ids = measures.flatMap(({ rules }) => rules.map(({ id }) => id));
    for (const rule of CHECKLIST.flatMap(({ rules }) => rules))
      expect(
        ids.some((id) => id === rule || (rule.endsWith('/*') && id.startsWith(rule.slice(0, -1)))),
        rule,
      ).toBe(true);
  });

  it('asks for nothing twice, which would count twice', () => {
    const asked = CHECKLIST.map(({ rules }) => rules.join());
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('has a line that is not met where a rule finds something, and names the rule', async () => {
    const found = await checklist({ 'app.js': APP });
    expect(found.entries.find(({ id }) => id === 'limits')).toEqual({
      id: 'limits',
      title: 'Requests are limited, and logins strictly',
      state: 'not-met',
      findings: [
        { rule: 'rate-limit/auth-missing', count: 1 },
        { rule: 'rate-limit/missing', count: 1 },
      ],
    });
    expect(stateOf(found, 'lockfile')).toBe('not-met');
    expect(stateOf(found, 'origins')).toBe('met');
  });

  it('does not ask for what a project has no use for', async () => {
    const found = await checklist({ 'app.js': APP });
    expect(stateOf(found, 'sql')).toBe('not-applicable');
    expect(stateOf(found, 'tokens')).toBe('not-applicable');
    const withPg = {
      name: 'a',
      main: 'app.js',
      dependencies: { express: '^5.0.0', pg: '^8.0.0', jsonwebtoken: '^9.0.0' },
    };
    const other = await checklist({ 'app.js': APP, 'package.json': JSON.stringify(withPg) });
    expect(stateOf(other, 'sql')).toBe('met');
    expect(stateOf(other, 'tokens')).toBe('met');
  });

  it('says nothing of an app where there is none', async () => {
    const found = await checklist({ 'app.js': 'export const a = 1;\n' });
    expect(['headers', 'limits', 'origins', 'validation', 'https', 'events'].map((id) => stateOf(found, id))).toEqual(
      Array<string>(6).fill('not-applicable'),
    );
    expect(stateOf(found, 'secrets')).toBe('met');
  });

  it('leaves out what was not looked at, and has no score then', async () => {
    const found = await checklist({ 'app.js': APP }, ['cors', 'headers']);
    expect(found.entries.map(({ id }) => id)).toEqual(['headers', 'origins']);
    expect(found.score).toBeNull();
  });
});

describe('the score', () => {
  it('is the share of the lines that apply which is met', async () => {
    const { entries, score } = await checklist({ 'app.js': APP.replace(/.*login.*\n/, '') });
    const applying = entries.filter(({ state }) => state !== 'not-applicable').length;
    const met = entries.filter(({ state }) => state === 'met').length;
    expect(met).toBeGreaterThan(0);
    expect(met).toBeLessThan(applying);
    expect(score).toBe(Math.floor((100 * met) / applying));
  });

  it('is no more than 80 with something high beside the list, and 50 with something critical', async () => {
    const project = await projectOf({ 'app.js': APP });
    const scoreWith = (...found: Finding['severity'][]): number | null =>
      checklistOf(
        project,
        measures,
        found.map((severity) => ({ rule: 'injection/code', severity }) as Finding),
      ).score;
    expect([scoreWith(), scoreWith('medium'), scoreWith('high'), scoreWith('high', 'critical')]).toEqual([
      100, 100, 80, 50,
    ]);
  });
});

it('has a page that says what each line asks for', async () => {
  const page = await readFile(new URL('../../docs/checklist.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| (?!line |---)(.+?) +\| (.+?) +\|$/gm)].map(([, title, rules]) => [title, rules]);
  expect(rows).toEqual(CHECKLIST.map(({ title, rules }) => [title, rules.map((rule) => `\`${rule}\``).join(', ')]));
});
