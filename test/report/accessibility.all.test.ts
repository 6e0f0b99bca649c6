import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proofHtml } from '../../src/report/proof/html';
import { Browser } from '../support/browser';
import { repository } from '../support/tempered';
import { temporaryFolder } from '../temporary';
import { checkedAfter } from './check/fixture';
import { checkShop } from './check/shop';
import { afterAlone, beforeAndAfter, broken, hostile, withoutDatabase } from './proof/fixture';

interface Violation {
  id: string;
  nodes: { html: string }[];
}

const PAGES: [name: string, page: () => Promise<string>][] = [
  ['check', async () => (await checkShop({ format: 'html' })).stdout],
  ['check after harden', () => Promise.resolve(checkedAfter())],
  ['verify', () => Promise.resolve(proofHtml(afterAlone()))],
  ['before and after', () => Promise.resolve(proofHtml(beforeAndAfter()))],
  ['no start', () => Promise.resolve(proofHtml(withoutDatabase()))],
  ['answered differently', () => Promise.resolve(proofHtml(broken()))],
  ['hostile answers', () => Promise.resolve(proofHtml(hostile()))],
];

describe('axe finds nothing wrong with the HTML reports', () => {
  let browser: Browser;
  let axe: string;

  beforeAll(async () => {
    browser = await Browser.launch();
    axe = await readFile(path.join(repository, 'node_modules/axe-core/axe.min.js'), 'utf8');
    // The policy of the pages lets no script run but the debugger's.
    await browser.send('Page.setBypassCSP', { enabled: true });
  });
  afterAll(() => browser.close());

  it.each(PAGES)('%s', async (_, make) => {
    const file = path.join(await temporaryFolder(), 'report.html');
    await writeFile(file, await make());
    await browser.open(pathToFileURL(file).href);
    await browser.evaluate(`${axe}; true`);
    for (const width of [390, 1280]) {
      for (const dark of [false, true]) {
        await browser.look({ width, dark });
        const { result } = await browser.send('Runtime.evaluate', {
          expression: 'axe.run(document).then(({ violations }) => violations)',
          awaitPromise: true,
          returnByValue: true,
        });
        const { value } = result as { value: Violation[] };
        expect(value.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)).toEqual([]);
      }
    }
  });
});
