import { expect, it } from 'vitest';
import { dockerIgnored } from '../../../src/measures/secrets/docker-ignore';
import { projectOf } from '../../project/model/project';

const APP = {
  'package.json': '{ "main": "app.js", "dependencies": { "express": "^5.0.0" } }',
  'app.js': "const express = require('express');\nexpress().listen(3000);\n",
};

async function linesFor(dockerfile: string, ignore?: string): Promise<string[]> {
  const files = { ...APP, Dockerfile: dockerfile, ...(ignore === undefined ? {} : { '.dockerignore': ignore }) };
  const edits = dockerIgnored(await projectOf(files));
  return edits.flatMap((edit) => (edit.kind === 'lines' ? edit.lines.map(({ text }) => text) : []));
}

it.each([
  ['everything', 'FROM node:24\nCOPY . .\n', undefined, ['.env', '.env.*', '!.env.example', '.git', 'node_modules']],
  ['what is missing', 'FROM node:24\nCOPY --chown=node . /app\n', '.env*\nnode_modules\n', ['.git']],
  ['nothing where all is left out but for some', 'FROM node:24\nCOPY . .\n', '*\n!src\n', []],
  ['nothing that is taken in on purpose', 'FROM node:24\nCOPY . .\nCOPY .env node_modules ./\n', '!.git\n', []],
  ['nothing where folders are copied by name', 'FROM node:24\nCOPY src ./src\nCOPY --from=build . .\n', undefined, []],
])('an image is kept clean of %s', async (_what, dockerfile, ignore, expected) => {
  expect(await linesFor(dockerfile, ignore)).toEqual(expected);
});
