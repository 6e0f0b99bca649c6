import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, git, tempered } from '../support/tempered';
import { temporaryFolder } from '../temporary';

const plain = `const express = require('express');
const path = require('path');

const app = express();

app.use(express.json());
app.get('/', (req, res) => {
  res.send('hi');
});
app.post('/login', (req, res) => {
  res.json({ ok: req.body.user === req.body.name });
});

app.listen(3000);
`;

/** The same app as people write it. */
const variants: Record<string, string> = {
  plain,
  'with a hashbang': `#!/usr/bin/env node\n${plain}`,
  'with CRLF': plain.replaceAll('\n', '\r\n'),
  'with a byte order mark': `\uFEFF${plain}`,
  'with tabs': plain.replaceAll('  ', '\t'),
  'without semicolons': `${plain.replaceAll(';', '')}\n;[1, 2].forEach((id) => app.get('/' + id, (req, res) => res.send('')))\n`,
  'with a licence header': `/*!\n * Copyright somebody\n * MIT\n */\n\n${plain}`,
  "with 'use strict'": `'use strict';\n\n${plain}`,
  'with everything in one declaration': plain
    .replace("const path = require('path');\n\nconst app = express();\n", '')
    .replace("const express = require('express');", "var express = require('express'),\n    app = express();"),
  'without a final newline': plain.trimEnd(),
  'with double quotes and comments': `// @ts-check\n${plain.replaceAll("'", '"').replace('express();', 'express(); // the app')}`,
};

/** Whether taking characters out of `longer` leaves `shorter`. */
function isWithin(shorter: string, longer: string): boolean {
  let at = 0;
  for (const character of longer) if (character === shorter[at]) at += 1;
  return at === shorter.length;
}

describe("the user's own file", () => {
  it.each(Object.entries(variants))('keeps every byte: %s', async (_name, text) => {
    const folder = await temporaryFolder({
      'package.json': JSON.stringify({
        name: 'x',
        scripts: { start: 'node app.js' },
        dependencies: { express: '^5.0.0' },
      }),
      'app.js': text,
      '.gitattributes': '* -text\n',
    });
    await commit(folder, 'start');
    const { code, stderr } = await tempered(['--yes', '--no-install', '--no-verify'], folder);
    expect(code, stderr).toBe(0);
    expect(stderr).not.toContain('app.js:');
    const hardened = await readFile(path.join(folder, 'app.js'), 'utf8');
    expect(isWithin(text, hardened)).toBe(true);
    // import, secureApp, and the two lines with an insertion
    const [added, removed] = (await git(folder, 'diff', '--numstat', 'HEAD', '--', 'app.js')).split('\t').map(Number);
    expect(added! - removed!).toBe(2);
    expect(added!).toBeLessThanOrEqual(6);
    const lone = (value: string): number => value.split(/(?<!\r)\n/).length - 1;
    if (text.includes('\r\n')) expect(lone(hardened)).toBe(0);
    else expect(hardened).not.toContain('\r');
    for (const word of [
      'secureApp(app)',
      'protectServer(app.listen(3000))',
      'loginLimiter, validate(schemas.postLogin), (req',
    ])
      expect(hardened.split(word)).toHaveLength(2);
    await commit(folder, 'hardened');
    await tempered(['--yes', '--no-install', '--no-verify'], folder);
    expect(await git(folder, 'status', '--porcelain')).toBe('');
  });
});
