import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commit, tempered } from '../support/tempered';
import { readFolder, temporaryFolder } from '../temporary';

const APP = {
  'package.json':
    '{ "name": "shop", "scripts": { "start": "node app.js" }, "dependencies": { "express": "^5.1.0" } }\n',
  'package-lock.json': '{ "lockfileVersion": 3 }\n',
  'app.js': "const express = require('express');\nconst app = express();\napp.listen(process.env.PORT);\n",
};

/** Interrupts the process as soon as Ctrl-C is heard, and so long before anything is asked or written. */
const INTERRUPT = `const timer = setInterval(() => {
  if (process.listenerCount('SIGINT') === 0) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGINT');
}, 1);
`;

describe('Ctrl-C before anything is asked', () => {
  it.each(['harden --yes --no-install --no-verify', 'check', 'verify --yes', 'create new --yes --no-install', 'undo'])(
    'ends with 130 and a sentence, and not by the signal: %s',
    async (command) => {
      const root = await temporaryFolder(APP);
      await commit(root, 'first');
      const preload = pathToFileURL(join(await temporaryFolder({ 'interrupt.mjs': INTERRUPT }), 'interrupt.mjs'));
      const ended = await tempered(command.split(' '), root, { NODE_OPTIONS: `--import ${preload.href}` });
      expect(ended).toEqual({ code: 130, stdout: '', stderr: 'Cancelled\nNothing was written.\n' });
      expect(await readFolder(root)).toEqual(APP);
    },
  );
});
