import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/commands/detect';
import { templatesFolder } from '../../src/edits/render/load';
import { measures } from '../../src/measures/index';
import { audit } from '../../src/steps/audit';
import { decide } from '../../src/steps/ask';
import { complete } from '../../src/steps/complete';
import { rangeOf, rangesIn } from '../../src/steps/versions';
import { projectOf } from '../project/model/project';
import { smallest } from '../smallest';
import { temporaryFolder } from '../temporary';

const folders = readdirSync(join(templatesFolder(), 'versions'));

describe('packages and their ranges', () => {
  it('stand in real package.json files, as a registry has them', () => {
    for (const folder of folders)
      for (const [name, range] of Object.entries(rangesIn(folder))) {
        expect(name, folder).toMatch(/^(@[a-z][a-z0-9-]*\/)?[a-z][a-z0-9._-]*$/);
        expect(range, `${name} in ${folder}`).toMatch(
          /^([\^~]?\d+\.\d+\.\d+|\^?\d+(\.x)?|\*)( \|\| [\^~]?\d+\.\d+\.\d+)*$/,
        );
      }
  });

  it.each(smallest)('of a change set come from nowhere else: %s', async (_framework, dependencies, code) => {
    // What a project says of a package is never passed on.
    const liar = { version: '1.2.3; touch x', dependencies: { zod: 'https://evil.example/zod.tgz', helmet: '9.9.9' } };
    const root = await temporaryFolder({
      'package.json': JSON.stringify({ main: 'app.js', type: 'module', dependencies, overrides: { zod: 'file:x' } }),
      'app.js': `${code}if (!process.env.A_SECRET) throw new Error();\n`,
      'node_modules/evil/package.json': JSON.stringify(liar),
    });
    const project = await detect(root, { only: [], skip: [] });
    const findings = audit(project, measures);
    const choices = { only: [], skip: [], set: ['rate-limit.store=redis'], fix: ['all'] };
    const decision = await decide(project, measures, findings, choices, null);
    const { dependencies: packages } = await complete(project, decision, findings, '0.1.0');
    expect(packages.length).toBeGreaterThan(0);
    for (const { name, range } of packages) expect(folders.map((folder) => rangesIn(folder)[name])).toContain(range);
  });

  it.each([
    ['>=20', 'helmet', 'express-5'],
    ['>=16', 'helmet', 'node-16'],
    ['>=14', 'helmet', 'express-5'],
    ['>=14', 'ioredis', 'node-12'],
    ['>=10', 'dotenv', 'express-5'],
  ])('of a project that promises Node.js %s, for %s, are those of %s', async (node, name, folder) => {
    const manifest = JSON.stringify({ main: 'app.js', engines: { node }, dependencies: { express: '^5.0.0' } });
    const project = await projectOf({
      'package.json': manifest,
      'app.js': "const express = require('express');\nexpress().listen(3000);\n",
    });
    expect(rangeOf(project, name)).toBe(rangesIn(folder)[name]);
  });

  it('are there without any framework', async () => {
    const root = await temporaryFolder({
      'package.json': '{ "name": "a", "dependencies": { "mongoose": "^8.0.0" } }',
      'a.js':
        "const c = require('crypto');\nconst User = require('./user');\nmodule.exports.register = (body) => User.create({ password: c.createHash('md5').update(body.password).digest('hex') });\nmodule.exports.login = async (body) => { const user = await User.findOne({ name: body.name }); return user.password === c.createHash('md5').update(body.password).digest('hex'); };\n",
      'user.js':
        "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('User', new mongoose.Schema({ name: String, password: String }));\n",
    });
    const project = await detect(root, { only: ['passwords'], skip: [] });
    const findings = audit(
      project,
      measures.filter(({ id }) => id === 'passwords'),
    );
    expect(findings.map(({ fix }) => fix)).toContain('automatic');
    const choices = { only: ['passwords'], skip: [], set: [], fix: ['all'] };
    const decision = await decide(
      project,
      measures.filter(({ bindings }) => !bindings),
      findings,
      choices,
      null,
    );
    const { dependencies } = await complete(project, decision, findings, '0.1.0');
    expect(dependencies).toHaveLength(1);
  });
});
