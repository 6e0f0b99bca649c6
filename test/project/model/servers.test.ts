import { describe, expect, it } from 'vitest';
import { projectOf, projectOfFile } from './project';

const servers = async (text: string): Promise<string[]> =>
  (await projectOfFile(`const express = require('express');\nconst app = express();\n${text}`)).servers.map(
    ({ kind, index }) => `${kind} ${index}`,
  );

describe('the calls that serve the app', () => {
  it.each([
    ['listen', 'app.listen(3000);', ['listen 0']],
    ['a name for it', 'const server = app.listen(3000);', ['listen 0']],
    ['http', "require('http').createServer(app).listen(80);", ['createServer 0']],
    [
      'https with options',
      "const https = require('https');\nhttps.createServer({ key, cert }, app).listen(443);",
      ['createServer 0'],
    ],
    [
      'a constructor',
      "const http = require('node:http');\nconst server = new http.Server(app);\nserver.listen(80);",
      ['createServer 0'],
    ],
    [
      'a constructor that is called',
      "const server = require('http').Server(app);\nserver.listen(80);",
      ['createServer 0'],
    ],
    [
      'a member of the app',
      "app.server = require('http').createServer(app);\napp.server.listen(80);",
      ['createServer 0'],
    ],
    [
      'both',
      "require('http').createServer(app).listen(80);\nrequire('https').createServer({}, app).listen(443);",
      ['createServer 0', 'createServer 1'],
    ],
    [
      'a handler around it is no server of the app',
      "require('http').createServer((req, res) => app(req, res)).listen(80);",
      [],
    ],
    [
      'another server',
      "require('net').createServer(app).listen(1);\nrequire('http').createServer((q, s) => s.end()).listen(2);\napp.listen(3);",
      ['listen 2'],
    ],
  ])('%s', async (_name, text, expected) => {
    expect(await servers(text)).toEqual(expected);
  });

  it('may stand in other files', async () => {
    const project = await projectOf({
      'index.js': "const app = require('./app');\nrequire('./serve')(app);",
      'app.js': "module.exports = require('express')();",
      'serve.js': 'module.exports = (app) => { app.listen(process.env.PORT); };',
    });
    expect(project.servers.map(({ file }) => file)).toEqual(['serve.js']);
  });
});
