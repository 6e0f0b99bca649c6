import { describe, expect, it } from 'vitest';
import { readFolder } from '../temporary';
import { APP, startWizard } from './screens';
import { hasCursor, press, resize, settled, visible, waitFor } from './tmux';

describe('the wizard on a terminal of 60 columns without colours', () => {
  it('filters and explains measures, follows its window, and leaves everything as it was on Ctrl-C', async () => {
    const root = await startWizard(60, { NO_COLOR: '1' });
    await waitFor(/enter: go on/, 30);
    await press('?');
    await waitFor(/Recommended: 1 finding/);
    await expect(await visible(true)).toMatchFileSnapshot('screens/smallest-explained.txt');
    await press('Escape');
    await expect.poll(() => visible()).not.toContain('Recommended');
    await press('?');
    await press('cors');
    await waitFor(/filter: cors/);
    await resize(90, 24);
    await waitFor(/right: none, all/);
    await resize(60, 20);
    await waitFor(/right:\n/);
    await settled();
    await expect(await visible(true)).toMatchFileSnapshot('screens/smallest-filtered.txt');
    await press('C-c');
    expect(await waitFor(/exit code \d+\n.*isig/)).toMatch(
      /Cancelled\nNothing was written\.\nexit code 130\necho icanon isig/,
    );
    expect(await hasCursor()).toBe(true);
    expect(await readFolder(root)).toEqual(APP);
  });
});
