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
