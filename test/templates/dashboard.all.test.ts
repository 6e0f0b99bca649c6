import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../src/edits/template';
import { run } from '../support/tempered';
import { temporaryFolder } from '../temporary';
import { compile, forms, ownStyle } from './workshop';

const dashboard = renderTemplate('monitoring/grafana-dashboard.json', { app: 'shop' }, forms['js-esm'].form, ownStyle);

/** Compiles it as a value of the type that Grafana itself reads. */
async function readAs(text: string): Promise<void> {
  const cwd = await temporaryFolder({
    'package.json': '{ "type": "module" }',
    'src/dashboard.ts': `import type { Dashboard } from '@grafana/schema';\nexport const dashboard: Required<Pick<Dashboard, 'annotations' | 'panels'>> & Dashboard = ${text};\n`,
  });
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '@grafana/schema@13'];
  expect(await run('npm', install, cwd)).toMatchObject({ code: 0 });
  await compile(cwd, {
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    noEmit: true,
    types: [],
  });
}

describe.skipIf(!process.env['TEMPERED_TEST_ALL'])("the dashboard, with Grafana's own types", () => {
  it('is one', async () => {
    await expect(readAs(dashboard)).resolves.toBeUndefined();
  }, 60_000);

  it('would be none with another kind of variable', async () => {
    await expect(readAs(dashboard.replace('"type": "datasource"', '"type": "source"'))).rejects.toThrow(/"source"/);
  }, 60_000);
});
