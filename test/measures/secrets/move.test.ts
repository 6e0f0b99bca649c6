import { describe, expect, it } from 'vitest';
import { measures } from '../../../src/measures/index';
import { audit } from '../../../src/steps/audit';
import { complete } from '../../../src/steps/complete';
import { type ChangeSet, type Finding } from '../../../src/types';
import { type Files, manifest, projectOf } from '../../project/model/project';

const secrets = measures.filter(({ id }) => id === 'secrets');

/** What a run with all fixes of the measure makes of a project, and the files as it leaves them. */
async function moved(files: Files): Promise<{ changeSet: ChangeSet; after: Files; findings: Finding[] }> {
  const project = await projectOf(files);
  const findings = audit(project, secrets);
  const fixes = findings.filter(({ fix }) => fix === 'automatic');
  const answers = Object.fromEntries(
    secrets.flatMap((measure) => measure.questions(project)).map((question) => [question.id, question.default]),
  );
  const decision = {
    measures: secrets,
    considered: secrets,
    answers,
    fixes,
    left: [],
    removed: [],
    alone: null,
    assumptions: [],
  };
  const changeSet = await complete(project, decision, findings, '0.0.0');
  const changed = changeSet.changes.flatMap(({ file, after }) => (after === null ? [] : [[file, after] as const]));
  return { changeSet, after: { ...files, ...Object.fromEntries(changed) }, findings };
}

const server = (...lines: string[]): Files => ({
  'package.json': manifest({ main: 'app.js', dependencies: { express: '^5.0.0', dotenv: '^16.0.0' } }),
  'app.js': `${lines.join('\n')}\nconst express = require('express');\nconst app = express();\napp.use(require('./session'));\napp.listen(3000);\n`,
  'session.js':
    "const session = require('express-session');\nmodule.exports = session({ secret: 'correct # horse', resave: false });\n",
  '.gitignore': 'node_modules\n.env\n',
});
const loading = server("require('dotenv').config();");

describe('a secret that leaves the source', () => {
  it('becomes a variable that the example names, the check of the same run demands, and the env file has', async () => {
    const { after } = await moved(loading);
    expect(after['session.js']).toContain('secret: process.env.SESSION_SECRET,');
    expect(after['.env']).toBe("SESSION_SECRET='correct # horse'\n");
    expect(after['.env.example']).toContain('# Required, secret; read in session.js.\nSESSION_SECRET=\n');
    expect(after['security/env.js']).toContain('  SESSION_SECRET: z.string(),\n');
    expect(after['app.js']).toMatch(/^require\('\.\/security\/env'\);\n/);
  });

  it('is named at the end, and its value nowhere but in the env file', async () => {
    const { changeSet, findings } = await moved(loading);
    expect(changeSet.advice).toEqual([
      'Set SESSION_SECRET wherever the app and its tests run, before its next start: the code has no value for it any more.',
      'The old values are in .env, for this machine.',
      expect.stringContaining('The old values are burnt'),
    ]);
    expect(JSON.stringify([changeSet.advice, changeSet.manual, findings])).not.toContain('correct # horse');
    const others = changeSet.changes.filter(({ file }) => file !== '.env').map(({ after }) => after);
    expect(JSON.stringify(others)).not.toContain('correct # horse');
  });

  it('is written nowhere where nothing loads an env file', async () => {
    const { after, changeSet } = await moved(server());
    expect(Object.values(after).join('\n')).not.toContain('correct # horse');
    expect(changeSet.advice[1]).toContain('not written anywhere');
  });

  it('leaves nothing for a second run, with what was asked for once still asked for', async () => {
    const files = {
      ...loading,
      'session.js':
        "const { createClient } = require('pg');\nmodule.exports = (req, res, next) => next();\nexports.connect = () => createClient('postgres://app:hunter2@db/shop');\n",
    };
    const { after } = await moved(files);
    expect(after['security/env.js']).toContain('DATABASE_URL: z.string(),');
    const record = { files: { 'security/env.js': { measure: 'secrets', sha256: '' } } };
    const again = await projectOf({ ...after, '.tempered/record.json': JSON.stringify(record) });
    expect(audit(again, secrets).filter(({ rule }) => rule === 'secrets/hard-coded')).toEqual([]);
  });

  it('gets a name of its own where the code has the usual one for something else', async () => {
    const files = {
      ...loading,
      'app.js': loading['app.js']!.replace('app.listen', "app.set('x', process.env.SESSION_SECRET);\napp.listen"),
    };
    const { after } = await moved(files);
    expect(after['session.js']).toContain('process.env.SESSION_SESSION_SECRET');
  });

  it('has one name in files of which one is loaded, and another where two values are needed', async () => {
    const config = (value: string): string => `module.exports = { db: { password: '${value}' } };\n`;
    const { after } = await moved({
      ...loading,
      'app.js': `${loading['app.js']}require('./config/production');\nrequire('./config/staging');\nrequire('./mail');\nrequire('./billing');\n`,
      'config/production.js': config('pr0duction'),
      'config/staging.js': config('st4ging'),
      'mail.js': "exports.mailApiKey = 'f1rst-0ne';\nexports.apiKey = 'a-s3cond';\n",
      'billing.js': "exports.mailApiKey = 'an0ther';\n",
    });
    expect(after['config/production.js']).toContain('process.env.DB_PASSWORD');
    expect(after['config/staging.js']).toContain('process.env.DB_PASSWORD');
    expect(after['billing.js']).toContain('process.env.MAIL_API_KEY');
    expect(after['mail.js']).toContain('exports.mailApiKey = process.env.MAIL_MAIL_API_KEY');
  });

  it('stays where it would be read before the env file is', async () => {
    const { after, findings } = await moved({
      ...loading,
      'app.js': loading['app.js']!.replace("require('dotenv')", "if (!process.env.CI) require('dotenv')"),
    });
    expect(after['session.js']).toBe(loading['session.js']);
    expect(findings.find(({ rule }) => rule === 'secrets/hard-coded')).toMatchObject({
      fix: 'manual',
      snippet: 'process.env.SESSION_SECRET',
    });
  });

  it('stays where its value stands in another place that cannot be moved', async () => {
    const { after, findings } = await moved({
      ...loading,
      'app.js': `${loading['app.js']}require('./tokens');\n`,
      'tokens.js':
        "const jwt = require('jsonwebtoken');\nconst old = { jwt: { secret: 'other horse' } };\nconst now = { jwt: { secret: 'correct # horse' } };\nexports.jwt = process.env.OLD ? old : now;\n",
    });
    expect(after['session.js']).toBe(loading['session.js']);
    expect(findings.filter(({ fix }) => fix === 'automatic').map(({ rule }) => rule)).not.toContain(
      'secrets/hard-coded',
    );
  });

  it('is not demanded of deployments where it is for development alone', async () => {
    const { after, changeSet } = await moved({
      ...loading,
      'session.js': 'module.exports = require(`./config/${process.env.NODE_ENV}`);\n',
      'config/development.js': "module.exports = { zapApiKey: 'v9dn0balpqas' };\n",
    });
    expect(after['.env.example']).toContain('# ZAP_API_KEY=');
    expect(changeSet.advice[0]).toBe('For development, set ZAP_API_KEY.');
  });
});

describe('a fallback that is taken away', () => {
  const files = {
    ...loading,
    'session.js': "exports.key = process.env.MAIL_API_KEY || 'f4llback!';\nexports.port = process.env.PORT || '1';\n",
  };

  it('makes its variable required, with the value for this machine', async () => {
    const { after } = await moved(files);
    expect(after['session.js']).toContain('exports.key = process.env.MAIL_API_KEY;');
    expect(after['security/env.js']).toContain('  MAIL_API_KEY: z.string(),\n  PORT: z.string().optional(),\n');
    expect(after['.env']).toBe("MAIL_API_KEY='f4llback!'\n");
  });

  it('leaves what the env file says', async () => {
    const { after } = await moved({ ...files, '.env': 'MAIL_API_KEY=mine\n' });
    expect(after['.env']).toBe('MAIL_API_KEY=mine\n');
  });
});
