import { expect, it } from 'vitest';
import { stage } from '../../src/steps/stage';
import type { Edit, Project } from '../../src/types';
import { temporaryFolder } from '../temporary';

it('a measure has part in a file only where its edit changes something', async () => {
  const root = await temporaryFolder({ '.env.example': '# PORT=3000\n' });
  const adding = (measure: string, key: string): Edit => ({
    measure,
    kind: 'lines',
    file: '.env.example',
    lines: [{ text: `# ${key}=`, key }],
  });
  const edits = [adding('https', 'PORT'), adding('cors', 'ALLOWED_ORIGINS'), adding('csrf', 'ALLOWED_ORIGINS')];
  const { changes } = await stage({ root, record: null } as unknown as Project, edits);
  expect(changes).toMatchObject([
    { file: '.env.example', after: '# PORT=3000\n# ALLOWED_ORIGINS=\n', measures: ['cors'] },
  ]);
});

it.each(['[]', '{ "formatter": null', 'null'])(
  'settings of another tool that are no object are left to the user: %s',
  async (text) => {
    const root = await temporaryFolder({ 'biome.json': text });
    const edit: Edit = { measure: 'code', kind: 'json', file: 'biome.json', merge: { linter: { enabled: true } } };
    const { changes, manual } = await stage({ root, record: null } as unknown as Project, [edit]);
    expect(changes).toEqual([]);
    expect(manual).toMatchObject([
      {
        file: 'biome.json',
        line: 1,
        reason: 'The file is not an object in JSON.',
        snippet: expect.stringContaining('linter') as string,
      },
    ]);
  },
);
