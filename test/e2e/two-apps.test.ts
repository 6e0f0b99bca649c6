import { expect, it } from 'vitest';
import { commit, tempered } from '../support/tempered';
import { temporaryFolder } from '../temporary';

it('hardens the app beside one for metrics, and says that this one is left as it is', async () => {
  const root = await temporaryFolder({
    'package.json':
      '{ "name": "shop", "scripts": { "start": "node app.js" }, "dependencies": { "express": "^5.1.0" } }\n',
    'app.js': `const express = require('express');

const metrics = express();
metrics.get('/metrics', (req, res) => res.end('1'));
metrics.listen(9090);

const app = express();
app.get('/', (req, res) => res.json({}));
app.listen(3000);
`,
  });
  await commit(root, 'start');
  const { code, stdout, stderr } = await tempered(['harden', '--yes', '--dry-run', '--only', 'headers'], root);
  expect(code).toBe(0);
  expect(stdout).toContain(' const app = express();\n+secureApp(app);\n');
  expect(stdout).not.toContain('secureApp(metrics)');
  expect(stderr.replace(/\s+/g, ' ')).toContain('app.js:3 makes only tells how the process is');
});
