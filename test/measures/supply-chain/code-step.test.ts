import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../temporary';
import { projectWith } from './project';
import { runStep, type Ran } from './shell';
import { stepNamed, workflowOf } from './workflow';

const bin = fileURLToPath(new URL('../../../bin/tempered.js', import.meta.url));
/** `npx --yes tempered@1.2.3 check …` runs what is built here. */
const npx = `#!/bin/sh\n[ "$1" = --yes ] && shift 2\nexec '${process.execPath}' '${bin}' "$@"\n`;

async function run(code: string): Promise<Ran & { results: { ruleId: string }[] }> {
  const shims = await temporaryFolder({ npx });
  const manifest = { name: 'app', main: 'app.js', dependencies: { express: '^5.0.0' } };
  const folder = await temporaryFolder({ 'package.json': JSON.stringify(manifest), 'app.js': code });
  const script = `chmod +x '${shims}/npx'; export PATH='${shims}':"$PATH"\n`;
  const ran = await runStep(script + stepNamed(workflowOf(projectWith()), 'Check the code'), folder, {});
  const log = JSON.parse(await readFile(join(folder, 'tempered.sarif'), 'utf8')) as {
    runs: { results: { ruleId: string }[] }[];
  };
  return { ...ran, results: log.runs[0]!.results };
}

const app = (line: string): string =>
  `const app = require('express')();\napp.get('/', (req, res) => { ${line} });\napp.listen(1);\n`;

describe('the step that checks the code', () => {
  it('fails for a finding of high severity, which is in its log and in the file for GitHub', async () => {
    const { code, output, results } = await run(app('eval(req.query.code); res.end();'));
    expect(code).toBe(1);
    expect(output).toMatch(/critical .* injection\//);
    expect(results.some(({ ruleId }) => ruleId.startsWith('injection/'))).toBe(true);
  });

  it('passes where there is none, with the lesser ones in the file', async () => {
    const { code, results } = await run(app("res.send('hello');"));
    expect(code).toBe(0);
    expect(results.map(({ ruleId }) => ruleId)).toContain('supply-chain/no-audit');
  });

  it('looks at code and repository where there is no app, and finds what is there', async () => {
    const framework = { id: 'none', version: '', major: 0, server: { id: 'none', major: 0 } } as const;
    const step = stepNamed(workflowOf(projectWith({ framework })), 'Check the code');
    const shims = await temporaryFolder({ npx });
    const script = `chmod +x '${shims}/npx'; export PATH='${shims}':"$PATH"\n${step}`;
    const manifest = '{ "name": "tool", "main": "tool.js" }';
    const at = async (code: string): Promise<number | null> =>
      (await runStep(script, await temporaryFolder({ 'package.json': manifest, 'tool.js': code }), {})).code;
    expect(await at('exports.one = 1;\n')).toBe(0);
    expect(await at("exports.key = { apiKey: 'b4ttery-staple-9' };\n")).toBe(1);
  });
});
