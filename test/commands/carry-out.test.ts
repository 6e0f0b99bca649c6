import { expect, it } from 'vitest';
import { commit, tempered } from '../support/tempered';
import { readFolder, temporaryFolder } from '../temporary';
import { APP } from '../ui/screens';

const RUN = ['--yes', '--only', 'headers', '--no-install', '--no-verify', '--format', 'json', '--output'];

it('says that the changes stay where only the report of them fails', async () => {
  const root = await temporaryFolder(APP);
  await commit(root, 'first');
  // A device that is always full.
  const { code, stderr } = await tempered([...RUN, '/dev/full'], root);
  expect(stderr).toContain(
    'All changes are written, and stay: `tempered undo` takes them back.\n/dev/full could not be written: the disk is full.',
  );
  expect(code).toBe(3);
  expect(Object.keys(await readFolder(root))).toContain('security/headers.js');
  expect(await tempered(['undo', '--yes', '--no-install'], root)).toMatchObject({ code: 0 });
  expect(await readFolder(root)).toEqual(APP);
});

it('changes nothing where its report would replace a folder', async () => {
  const root = await temporaryFolder(APP);
  await commit(root, 'first');
  const { code, stderr } = await tempered([...RUN, root], root);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `${root} is a folder.\nName a file in it.\n` });
  expect(await readFolder(root)).toEqual(APP);
});
