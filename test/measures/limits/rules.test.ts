import { describe, expect, it } from 'vitest';
import { app, findingsOf, linesOf } from '../rules';

describe('limits/no-timeouts', () => {
  it('is found at the call that serves', async () => {
    expect(await findingsOf('limits/no-timeouts', app(''))).toMatchObject([
      { line: 4, severity: 'low', fix: 'automatic' },
    ]);
  });

  it.each([
    ['the server has one', 'const server = app.listen(1);\nserver.headersTimeout = 15000;'],
    ['the server has another', 'const server = app.listen(1);\nserver.requestTimeout = 15000;'],
  ])('is not where %s', async (_name, text) => {
    expect(await linesOf('limits/no-timeouts', text)).toEqual([]);
  });

  it('is not where nothing serves', async () => {
    const text = "const express = require('express');\nmodule.exports = express();\n";
    expect(await findingsOf('limits/no-timeouts', { 'app.js': text })).toEqual([]);
  });
});

describe('limits/large-body', () => {
  it.each([
    ['of the framework', "app.use(express.json({ limit: '50mb' }));"],
    [
      'of body-parser',
      "const bodyParser = require('body-parser');\napp.use(bodyParser.urlencoded({ limit: '1gb', extended: true }));",
    ],
    ['in bytes', 'app.use(express.raw({ limit: 52428800 }));'],
    ['in a product', 'app.use(express.json({ limit: 50 * 1024 * 1024 }));'],
    ['in a variable', "const options = { limit: '50MB' };\napp.use(express.json(options));"],
    ['in a constant', "const LIMIT = '50 mb';\napp.use(express.json({ limit: LIMIT }));"],
  ])('is found in a parser %s', async (_name, text) => {
    expect(await findingsOf('limits/large-body', app(text))).toMatchObject([{ fix: 'manual', severity: 'low' }]);
  });

  it.each([
    ['without a limit of its own', 'app.use(express.json());\napp.use(express.urlencoded({ extended: true }));'],
    ['with a small one', "app.use(express.json({ limit: '10mb' }));\napp.use(express.text({ limit: 5 * 1024 }));"],
    ['with a setting', 'app.use(express.json({ limit: process.env.LIMIT }));'],
    ['for one route', "app.post('/upload', express.raw({ limit: '50mb' }), h);"],
    ['in a comment', "// app.use(express.json({ limit: '50mb' }));"],
    ['of something else', "app.use(files({ limit: '50mb' }));"],
  ])('is not in a parser %s', async (_name, text) => {
    expect(await linesOf('limits/large-body', text)).toEqual([]);
  });
});

describe('limits/upload-size', () => {
  it.each([
    ['nothing', "const upload = require('multer')();"],
    ['a folder', "const multer = require('multer');\nconst upload = multer({ dest: 'uploads/' });"],
    ['options in a variable', "const options = { dest: 'x' };\nconst upload = require('multer')(options);"],
    ['another package', "app.use(require('express-fileupload')());"],
    ['another package with options', "app.use(require('express-fileupload')({ createParentPath: true }));"],
  ])('is found where it is given %s', async (_name, text) => {
    expect(await findingsOf('limits/upload-size', app(text))).toMatchObject([{ severity: 'medium', fix: 'manual' }]);
  });

  it.each([
    ['it has limits', "const upload = require('multer')({ dest: 'x', limits: { fileSize: 1e6 } });"],
    [
      'its options have limits',
      "const options = { limits: { fileSize: 1e6 } };\nconst upload = require('multer')(options);",
    ],
    ['its options are spread', "const upload = require('multer')({ ...defaults, dest: 'x' });"],
    ['its options come from elsewhere', "const upload = require('multer')(uploadOptions());"],
    ['the other package has limits', "app.use(require('express-fileupload')({ limits: { fileSize: 1e6 } }));"],
    ['it takes no files', "app.post('/x', require('multer')().none(), h);"],
    [
      'it is used for forms without files only',
      "const upload = require('multer')();\napp.post('/x', upload.none(), h);",
    ],
    ['it stands in a comment', "// const upload = require('multer')();"],
    ['something else is called so', "const multer = require('./multer');\nmulter();"],
  ])('is not where %s', async (_name, text) => {
    expect(await linesOf('limits/upload-size', text, { 'multer.js': 'module.exports = () => 1;' })).toEqual([]);
  });
});
