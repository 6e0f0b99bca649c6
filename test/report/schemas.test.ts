import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changeSetDocument } from '../../src/report/json';
import { proofDocument } from '../../src/report/proof/document';
import { readProject } from '../../src/project/model';
import { measures } from '../../src/measures/index';
import { decide } from '../../src/steps/ask';
import { audit } from '../../src/steps/audit';
import { complete } from '../../src/steps/complete';
import { currentRecord as readRecord } from '../../src/steps/moved';
import { flaws } from '../support/schema';
import { temporaryFolder } from '../temporary';
import { TOOL } from './check/fixture';
import { checkIn, checkShop, SHOP } from './check/shop';
import { afterAlone, beforeAndAfter, broken, hostile, withoutDatabase } from './proof/fixture';

describe('the document of check', () => {
  it('is as its schema says, of one project', async () => {
    const { stdout } = await checkShop();
    const document = JSON.parse(stdout) as { findings: unknown[] };
    expect(document.findings.length).toBeGreaterThan(10);
    expect(await flaws('check', document)).toBeNull();
  });

  it('is so of several, of a part of the measures, and where no app was found', async () => {
    const folder = await temporaryFolder({
      'package.json': JSON.stringify({ name: 'all', workspaces: ['packages/*'] }),
      ...Object.fromEntries(Object.entries(SHOP).map(([file, text]) => [join('packages/shop', file), text])),
      'packages/other/package.json': JSON.stringify({ name: 'other', dependencies: { express: '^5.0.0' } }),
      'packages/other/a.js': 'exports.a = 1;\n',
    });
    const whole = JSON.parse((await checkIn(folder)).stdout) as { projects: unknown[] };
    expect(whole.projects.length).toBeGreaterThan(1);
    expect(await flaws('check', whole)).toBeNull();
    const part = await checkIn(join(folder, 'packages/shop'), { only: ['sql'] });
    expect(await flaws('check', JSON.parse(part.stdout))).toBeNull();
    const other = JSON.parse((await checkIn(join(folder, 'packages/other'))).stdout) as { project: object };
    expect(other.project).toMatchObject({ app: null, withoutApp: 'No entry file was found.' });
    expect(await flaws('check', other)).toBeNull();
  });

  it('may hold nothing that the schema does not name', async () => {
    const document = JSON.parse((await checkShop()).stdout) as { findings: object[] };
    Object.assign(document.findings[0]!, { extra: 1 });
    expect(await flaws('check', document)).toMatch(/additional properties/);
  });
});

it.each([
  ['before and after', beforeAndAfter()],
  ['after alone', afterAlone()],
  ['no start', withoutDatabase()],
  ['answered differently', broken()],
  ['hostile answers', hostile()],
])('the document of verify is as its schema says: %s', async (_, report) => {
  const document = JSON.parse(proofDocument(report, TOOL)) as object;
  expect(await flaws('verify', document)).toBeNull();
  expect(await flaws('verify', { ...document, extra: 1 })).toMatch(/additional properties/);
});

it('the change set of harden is as its schema says', async () => {
  const directory = await temporaryFolder(SHOP);
  const project = await readProject({ directory, readRecord });
  const findings = audit(project, measures);
  const choices = { only: [], skip: [], set: [], fix: ['all'] };
  const changeSet = await complete(
    project,
    await decide(project, measures, findings, choices, null),
    findings,
    '1.2.3',
  );
  expect(changeSet.changes.length).toBeGreaterThan(10);
  const document = JSON.parse(
    changeSetDocument({ tool: TOOL, changeSet, applied: true, proof: beforeAndAfter() }),
  ) as object;
  expect(await flaws('changes', document)).toBeNull();
  expect(await flaws('changes', { ...document, extra: 1 })).toMatch(/additional properties/);
});
