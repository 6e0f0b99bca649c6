import { describe, expect, it } from 'vitest';
import { app, findingsOf } from '../rules';

/** What the rule says of each finding, by file. */
async function said(rule: string, files: Record<string, string>): Promise<string[]> {
  const findings = await findingsOf(`code/${rule}`, files);
  return findings.map(({ file, line, severity, message, fix }) => `${file}:${line} ${severity} ${fix} ${message}`);
}

describe('code/var', () => {
  it('has one finding for a file, with the count', async () => {
    const file = "var fs = require('fs');\nvar a = 1;\nif (fs) {\n  var late = a;\n}\nmodule.exports = late;\n";
    expect(await said('var', { ...app("require('./lib');"), 'lib.js': file })).toEqual([
      'lib.js:1 info automatic 2 of 3 declarations with var can be const or let.',
    ]);
  });

  it('is quiet where every one has to stay', async () => {
    const file = 'module.exports = (list) => {\n  for (var i in list) setTimeout(() => list[i]);\n};\n';
    expect(await said('var', { ...app("require('./lib');"), 'lib.js': file })).toEqual([]);
  });
});

describe('code/implicit-global', () => {
  it('is worse in a handler than elsewhere', async () => {
    const file = `const { Router } = require('express');
const router = Router();
started = Date.now();
router.get('/', (req, res) => {
  total = started;
  res.json({ total });
});
module.exports = router;
`;
    expect(await said('implicit-global', { ...app("app.use(require('./routes'));"), 'routes.js': file })).toEqual([
      'routes.js:3 low automatic started is not declared: it becomes a variable of the whole process.',
      'routes.js:5 medium automatic total is not declared: requests that are answered at the same time share it.',
    ]);
  });

  it('leaves a name to the user that another file reads', async () => {
    const files = {
      ...app("require('./start');\nrequire('./use');"),
      'start.js': "const a = require('fs');\nshared = a;\nmine = a;\nmodule.exports = mine;\n",
      'use.js': "require('fs');\nmodule.exports = () => shared.readFileSync('a');\n",
    };
    expect(await said('implicit-global', files)).toEqual([
      'start.js:2 low manual shared is not declared: it becomes a variable of the whole process.',
      'start.js:3 low automatic mine is not declared: it becomes a variable of the whole process.',
    ]);
  });

  it('does not take a name for shared that each file assigns for itself', async () => {
    const loop = 'module.exports = (list) => {\n  for (i = 0; i < list.length; i++) list[i] = i;\n};\n';
    const files = { ...app("require('./one');\nrequire('./two');"), 'one.js': loop, 'two.js': loop };
    expect((await said('implicit-global', files)).map((text) => text.slice(0, 22))).toEqual([
      'one.js:2 low automatic',
      'two.js:2 low automatic',
    ]);
  });
});
