import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../support/browser';
import { CONTRAST, OVERFLOW } from '../../support/pages';
import { temporaryFolder } from '../../temporary';
import { checkedAfter } from './fixture';
import { checkIn, checkShop, HOSTILE, SECRETS } from './shop';

describe('the HTML report of check in Chromium', () => {
  let browser: Browser;
  let page: string;

  beforeAll(async () => {
    browser = await Browser.launch();
    page = (await checkShop({ format: 'html' })).stdout;
  });
  afterAll(() => browser.close());

  async function open(text = page): Promise<string> {
    const file = join(await temporaryFolder(), 'report.html');
    await writeFile(file, text);
    browser.events.length = 0;
    await browser.open(pathToFileURL(file).href);
    return pathToFileURL(file).href;
  }

  const of = (method: string) => browser.events.filter((event) => event.method === method).map(({ params }) => params);
  const texts = (selector: string) =>
    browser.evaluate<string[]>(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((each) => each.innerText)`,
    );

  it('loads nothing else, breaks no policy, and shows all of it without scripts', async () => {
    await browser.send('Emulation.setScriptExecutionDisabled', { value: true });
    const url = await open();
    expect([...of('Log.entryAdded'), ...of('Runtime.exceptionThrown')]).toEqual([]);
    expect(of('Network.requestWillBeSent').map(({ request }) => (request as { url: string }).url)).toEqual([url]);
    await browser.send('Emulation.setScriptExecutionDisabled', { value: false });
    expect(await texts('.score figcaption')).toEqual(['Score', 'Findings']);
    expect((await texts('.checklist li')).length).toBeGreaterThan(5);
  });

  it('shows a finding in its lines, marked, and what harden would write', async () => {
    await open();
    const article = 'article[id="rule-sql-interpolated-value"]';
    expect(await texts(`${article} .here mark`)).toEqual([
      `"SELECT * FROM users WHERE name = '" + req.query.name + "'"`,
    ]);
    expect(await texts(`${article} .row i`)).toEqual(expect.arrayContaining(['6', '7', '8', '9', '10']));
    expect((await texts(`${article} ins`)).join()).toContain('name = $1", [String(req.query.name)]');
    expect((await texts(`${article} del`)).join()).toContain(`+ req.query.name + "'"`);
  });

  it('names what harden would add where that alone mends a finding, in the folder of its package', async () => {
    const files = {
      'package.json': '{ "private": true, "workspaces": ["api"] }',
      'api/package.json': '{ "name": "api", "main": "app.js", "dependencies": { "express": "^5.1.0" } }',
      'api/app.js':
        "const app = require('express')();\napp.get('/', (req, res) => res.send('hello'));\napp.listen(3000);\n",
    };
    await open((await checkIn(await temporaryFolder(files), { format: 'html' })).stdout);
    expect(await texts('article[id="rule-headers-missing"] .adds')).toEqual([
      'tempered harden would add api/security/headers.js, helmet',
    ]);
  });

  it('shows names and code as text, and no secret', async () => {
    await open();
    expect(await texts('h1')).toEqual(['shop <script>']);
    expect((await texts('.where')).join()).toContain(HOSTILE);
    const tags = await browser.evaluate<string>(
      `[...new Set([...document.querySelectorAll('*')].map((each) => each.localName))].join(' ')`,
    );
    expect(tags).not.toMatch(/script|img|\bb@|octocat/);
    for (const secret of SECRETS) expect(page).not.toContain(secret);
    expect((await texts('article[id="rule-secrets-hard-coded"] .here')).join()).toContain("'***'");
  });

  it('leads from the checklist to the findings', async () => {
    await open();
    const broken = await browser.evaluate<string[]>(
      `[...document.querySelectorAll('a[href^="#"]')].map((each) => each.hash.slice(1)).filter((id) => document.querySelectorAll('[id="' + id + '"]').length !== 1)`,
    );
    expect(broken).toEqual([]);
    expect((await texts('.broken a')).length).toBeGreaterThan(3);
  });

  it('fits on a phone and a desktop, in light and dark, readably', async () => {
    await open();
    const grounds = new Set<string>();
    for (const width of [360, 1280]) {
      for (const dark of [false, true]) {
        await browser.look({ width, dark });
        expect(await browser.evaluate(OVERFLOW)).toEqual([]);
        const [contrast, text] = await browser.evaluate<[number, string]>(CONTRAST);
        expect(contrast, text).toBeGreaterThanOrEqual(4.5);
        grounds.add(await browser.evaluate('getComputedStyle(document.body).backgroundColor'));
      }
    }
    expect(grounds.size).toBe(2);
  });

  it('prints dark on white, with all findings, whatever the screen is like', async () => {
    await open();
    await browser.look({ width: 700, dark: true, media: 'print' });
    for (const part of ['body', 'section', '.frame'])
      expect(await browser.evaluate(`getComputedStyle(document.querySelector('${part}')).backgroundColor`), part).toBe(
        'rgb(255, 255, 255)',
      );
    const [contrast, text] = await browser.evaluate<[number, string]>(CONTRAST);
    expect(contrast, text).toBeGreaterThanOrEqual(4.5);
    const { data } = await browser.send('Page.printToPDF', { preferCSSPageSize: true });
    expect(
      Buffer.from(String(data), 'base64')
        .toString('latin1')
        .match(/\/Type \/Page\b/g)!.length,
    ).toBeGreaterThan(1);
  });

  it('shows what the last harden has recorded of each package, each under its own name', async () => {
    await open(checkedAfter());
    expect(await texts('.results h2')).toEqual([
      'Attacks before and after: packages/api',
      'Attacks before and after: packages/<b>',
    ]);
    expect(await texts('.score small')).toEqual(expect.arrayContaining(['12 before the last harden, on 2026-11-22']));
    expect(await texts('.results h2 ~ .score ~ table > thead')).toHaveLength(2);
    expect((await texts('.results td')).length).toBeGreaterThan(100);
    for (const width of [390, 1280]) {
      await browser.look({ width, dark: true });
      expect(await browser.evaluate(OVERFLOW)).toEqual([]);
    }
  });

  it('has landmarks, and headings in order', async () => {
    await open();
    const levels = await browser.evaluate<number[]>(
      `[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((each) => Number(each.localName[1]))`,
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.every((level, at) => at === 0 || level - levels[at - 1]! <= 1)).toBe(true);
    expect(
      await browser.evaluate(`['header', 'main', 'footer'].map((each) => document.querySelectorAll(each).length)`),
    ).toEqual([1, 1, 1]);
    expect(
      await browser.evaluate(
        `[...document.querySelectorAll('section')].every((each) => each.ariaLabel || document.getElementById(each.getAttribute('aria-labelledby')))`,
      ),
    ).toBe(true);
  });
});
