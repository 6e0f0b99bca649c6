import { describe, expect, it } from 'vitest';
import { incidentResponse } from '../../../src/measures/incident-response';
import { incidentResponseProbes } from '../../../src/measures/incident-response/probes';
import { makePlan } from '../../../src/steps/plan';
import { stage } from '../../../src/steps/stage';
import type { Answers } from '../../../src/types';
import type { ProbeAnswer, ProbeTarget, Seen } from '../../../src/types/proof';
import { type Files, projectOf } from '../../project/model/project';

const APP = {
  'package.json':
    '{ "name": "shop", "main": "app.js", "dependencies": { "express": "^5.0.0", "pg": "^8.0.0", "stripe": "^18.0.0" } }',
  'app.js': `const express = require('express');
const stripe = require('stripe')(process.env.STRIPE_SECRET_KEY);
const jwt = process.env.JWT_SECRET.length;
const app = express();
app.get('/healthz', (req, res) => res.end());
app.listen(3000);
`,
};

/** The files that the measure writes, by name. */
async function written(answers: Answers = {}, files: Files = {}): Promise<Record<string, string | null>> {
  const project = await projectOf({ ...APP, ...files });
  const defaults = Object.fromEntries(incidentResponse.questions(project).map(({ id, default: value }) => [id, value]));
  const { edits } = makePlan(project, [incidentResponse], [], { ...defaults, ...answers });
  const { changes } = await stage(project, edits);
  return Object.fromEntries(changes.map(({ file, after }) => [file, after]));
}

const CONTACT = { 'incident-response.contact': 'security@example.com', 'incident-response.expires': '2027-10-01' };

describe('incident response', () => {
  it('names what the app has, and how each of its secrets is replaced', async () => {
    const plan = (await written())['docs/incident-response.md']!;
    expect(plan).toMatch(/runs on Express, and begins in `app\.js`/);
    expect(plan).toContain('It keeps data in PostgreSQL.');
    expect(plan).toContain('`/healthz`');
    expect(plan).toMatch(/### Stripe keys\n\n`STRIPE_SECRET_KEY`\n\nRoll the key/);
    expect(plan).toMatch(/### Keys that sign tokens\n\n`JWT_SECRET`/);
    expect(plan).toMatch(/users \(GDPR Art\. 34\)/);
  });

  it('serves security.txt only where somebody is named, and watches when it expires', async () => {
    const without = await written();
    expect(Object.keys(without).filter((file) => /security-t/.test(file))).toEqual([]);
    const files = await written(CONTACT);
    expect(files['security/security-text.js']).toContain("'Contact: mailto:security@example.com'");
    expect(files['security/security-text.js']).toContain("'2027-10-01T00:00:00.000Z'");
    expect(files['.github/workflows/security-txt.yml']).toContain('FILE: "security/security-text.js"');
    expect(files['SECURITY.md']).toContain('<security@example.com>');
  });

  it('leaves documents alone that are there', async () => {
    const own = {
      '.github/SECURITY.md': 'x\n',
      'docs/incident_response.md': 'x\n',
      'public/.well-known/security.txt': 'x\n',
    };
    const files = Object.keys(await written(CONTACT, own));
    expect(files).not.toEqual(expect.arrayContaining(['SECURITY.md']));
    expect(files.filter((file) => /incident-response|security-t/.test(file))).toEqual([]);
    expect(files).toContain('.github/pull_request_template.md');
  });

  it('takes no contact that could be anything else', async () => {
    const { flaw } = incidentResponse.questions(await projectOf(APP))[0]!;
    for (const good of ['', 'a@b.co', 'mailto:a@b.co', 'https://x.io/report?a=1']) expect(flaw!(good)).toBeNull();
    for (const bad of ['http://x.io', 'me', 'a@b.co\nExpires: 1', "https://x.io/'", 'javascript:1'])
      expect(flaw!(bad)).not.toBeNull();
  });
});

describe('the probe of security.txt', () => {
  const target = { measures: ['incident-response'], answers: CONTACT } as unknown as ProbeTarget;
  const judge = (answer: Partial<ProbeAnswer>, on = target) =>
    incidentResponseProbes[0]!.judge(
      { answers: [{ status: 200, headers: { 'content-type': 'text/plain' }, text: '', ...answer }] } as unknown as Seen,
      on,
    );
  const text = (days: number): string =>
    `Contact: mailto:a@b.co\nExpires: ${new Date(Date.now() + days * 86_400_000).toISOString()}\n`;

  it.each([
    ['one that holds', { text: text(100) }, true],
    ['one that has expired', { text: text(-1) }, false],
    ['one for longer than a year', { text: text(400) }, false],
    ['one without a contact', { text: text(100).slice(20) }, false],
    ['another type', { text: text(100), headers: { 'content-type': 'application/json' } }, false],
    ['none, though it was promised', { status: 404 }, false],
  ])('%s', (_what, answer, ok) => {
    expect(judge(answer)).toMatchObject({ ok });
  });

  it('asks nothing of an app that promised none', () => {
    expect(judge({ status: 404 }, { ...target, measures: [] })).toHaveProperty('skip');
  });
});
