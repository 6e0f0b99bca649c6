import { afterEach, describe, expect, it, vi } from 'vitest';
import { measures } from '../../src/measures/index';
import { runAudit } from '../../src/steps/audit';
import type { Measure, Rule } from '../../src/types';
import { app } from '../measures/rules';
import { type Files, projectOf } from '../project/model/project';

const ROUTE = "app.get('/a', (req, res) => { eval(req.query.a); });";
const unreadable = (path: string): string => `Not looked at, as it cannot be read or parsed: ${path}.`;

const DEEP: [what: string, text: string][] = [
  ['additions', `app.get('/b', (req, res) => res.send(''\n${"+ req.query.a + 'x'\n".repeat(1500)}));`],
  ['parentheses', `eval(${'(\n'.repeat(5000)}1${')\n'.repeat(5000)});`],
  ['else-ifs', `if (a) eval(b);\n${'else if (a) eval(b);\n'.repeat(2000)}`],
  ['callbacks', `${'eval(() => {\n'.repeat(2000)}${'});\n'.repeat(2000)}`],
];

describe('a file that is nested too deeply', () => {
  it.each(DEEP)('is counted and named, and ends nothing: %s', async (_what, text) => {
    for (const files of [{ 'lib/deep.js': text }, { 'lib/deep.js': text, 'lib/load.js': "require('./deep');" }]) {
      const project = await projectOf({ ...app(`${ROUTE}\nrequire('./lib/load');`), ...files });
      const { findings, notes, leftOut } = runAudit(project, measures);
      expect(findings.map(({ rule }) => rule)).toContain('injection/eval');
      expect(leftOut).toMatchObject({ unreadable: 1 });
      expect(notes).toContain(unreadable('lib/deep.js'));
    }
  });
});

describe('a rule that fails', () => {
  afterEach(() => void vi.unstubAllEnvs());

  const fails = (): never => {
    throw new TypeError('x is not a function');
  };
  const rule = (id: string, how: Partial<Rule>): Rule => ({
    id,
    severity: 'low',
    cwe: 'CWE-0',
    owasp: 'A05:2025 Injection',
    summary: '',
    fixed: 'never',
    keywords: ['eval'],
    ...how,
  });
  const measure = (...rules: Rule[]): Measure => ({ ...measures.find(({ id }) => id === 'injection')!, rules });
  const finding = rule('injection/finds', {
    create: ({ report }) => ({ CallExpression: (node: never) => report(node, { message: 'a call' }) }),
  });
  const FAILING: [what: string, rule: Rule, note: string, files?: Files][] = [
    ['when it is made', rule('injection/fails', { create: fails }), 'app.js: injection/fails failed'],
    [
      'at a node',
      rule('injection/fails', { create: () => ({ CallExpression: fails }) }),
      'app.js: injection/fails failed',
    ],
    ['at the project', rule('injection/fails', { check: fails }), 'injection/fails failed'],
    [
      'at a view',
      rule('injection/fails', { files: /\.ejs$/, text: fails }),
      'views/a.ejs: injection/fails failed',
      { 'views/a.ejs': '<%= eval %>' },
    ],
  ];

  it.each(FAILING)('%s is named, and the others go on', async (_what, failing, note, files = {}) => {
    const project = await projectOf({ ...app(ROUTE), ...files });
    const { findings, notes } = runAudit(project, [measure(failing, finding)]);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.every((each) => each.rule === 'injection/finds')).toBe(true);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(new RegExp(`^${note}.*fault of tempered; TEMPERED_DEBUG=1 shows where`));
  });

  it('shows where with TEMPERED_DEBUG', async () => {
    vi.stubEnv('TEMPERED_DEBUG', '1');
    const project = await projectOf(app(ROUTE));
    const { notes } = runAudit(project, [measure(rule('injection/fails', { create: fails }))]);
    expect(notes[0]).toMatch(/TypeError: x is not a function\n\s+at /);
  });
});
