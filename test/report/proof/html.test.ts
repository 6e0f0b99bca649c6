import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proofHtml } from '../../../src/report/proof/html';
import { shownLine } from '../../../src/report/line';
import type { ProofReport } from '../../../src/types/proof';
import { temporaryFolder } from '../../temporary';
import { Browser } from '../../support/browser';
import { CONTRAST, OVERFLOW } from '../../support/pages';
import { afterAlone, beforeAlone, beforeAndAfter, broken, hostile, HOSTILE, withoutDatabase } from './fixture';

const REPORTS: [name: string, report: ProofReport, rows: number][] = [
  ['before and after', beforeAndAfter(), 29],
  ['all passed', afterAlone(), 29],
  ['many failed', beforeAlone(), 28],
  ['no start', withoutDatabase(), 1],
  ['answered differently', broken(), 29],
  ['hostile answers', hostile(), 29],
];

/** Attacks whose row is drawn, and may be scrolled to. */
const ROWS = `[...document.querySelectorAll('tr:not(.group) .attack')].filter((each) => {
  const { width, height } = each.closest('tr').getBoundingClientRect();
  return width > 100 && height > 10 && getComputedStyle(each).visibility === 'visible';
}).length`;

describe('proofHtml in Chromium', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await Browser.launch();
  });
  afterAll(() => browser.close());

  async function open(page: string): Promise<string> {
    const file = join(await temporaryFolder(), 'report.html');
    await writeFile(file, page);
    browser.events.length = 0;
    await browser.open(pathToFileURL(file).href);
    return pathToFileURL(file).href;
  }

  const of = (method: string) => browser.events.filter((event) => event.method === method).map(({ params }) => params);
  /** Errors, warnings and messages, broken policies among them. */
  const complaints = () => [
    ...of('Log.entryAdded').map(({ entry }) => (entry as { text: string }).text),
    ...of('Runtime.consoleAPICalled'),
    ...of('Runtime.exceptionThrown'),
    ...of('Page.javascriptDialogOpening'),
  ];

  it.each(REPORTS)(
    'loads nothing else, breaks no policy and shows every row without scripts: %s',
    async (_, report, rows) => {
      await browser.send('Emulation.setScriptExecutionDisabled', { value: true });
      const url = await open(proofHtml(report));
      expect(complaints()).toEqual([]);
      expect(of('Network.requestWillBeSent').map(({ request }) => (request as { url: string }).url)).toEqual([url]);
      expect(await browser.evaluate(ROWS)).toBe(rows);
      await browser.send('Emulation.setScriptExecutionDisabled', { value: false });
    },
  );

  it('allows its own style only', async () => {
    const page = proofHtml(afterAlone());
    await open(page.replace('</style>', ' </style>'));
    expect(complaints().join()).toMatch(/Content Security Policy.*style-src/);
    await open(page.replace('</main>', '<img src="x.png"><script>1</script><p style="color:red"></p></main>'));
    expect(complaints()).toHaveLength(3);
  });

  it.each(REPORTS)('fits on a phone and a desktop, in light and dark, readably: %s', async (_, report) => {
    await open(proofHtml(report));
    const grounds = new Set<string>();
    for (const width of [360, 1280]) {
      for (const dark of [false, true]) {
        await browser.look({ width, dark });
        expect(await browser.evaluate('innerWidth')).toBe(width);
        expect(await browser.evaluate(OVERFLOW)).toEqual([]);
        const [contrast, text] = await browser.evaluate<[number, string]>(CONTRAST);
        expect(contrast, text).toBeGreaterThanOrEqual(4.5);
        grounds.add(await browser.evaluate('getComputedStyle(document.body).backgroundColor'));
      }
    }
    expect(grounds.size).toBe(2);
  });

  it('prints every row, dark on white whatever the screen is like', async () => {
    await open(proofHtml(beforeAndAfter()));
    await browser.look({ width: 1280, dark: true });
    const { data } = await browser.send('Page.printToPDF', { preferCSSPageSize: true, generateTaggedPDF: true });
    const pdf = Buffer.from(String(data), 'base64').toString('latin1');
    expect(pdf).toMatch(/^%PDF-/);
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1);
    // One row of titles, nine of measures.
    expect(pdf.match(/\/S \/TR\b/g)).toHaveLength(29 + 1 + 9);
    await browser.look({ width: 700, dark: true, media: 'print' });
    expect(await browser.evaluate(ROWS)).toBe(29);
    for (const part of ['body', 'section', '.results', 'tr.group th']) {
      const ground = `getComputedStyle(document.querySelector('${part}')).backgroundColor`;
      expect(await browser.evaluate(ground), part).toBe('rgb(255, 255, 255)');
    }
    const [contrast, text] = await browser.evaluate<[number, string]>(CONTRAST);
    expect(contrast, text).toBeGreaterThanOrEqual(4.5);
  });

  it.each([360, 1280])('is a table with named columns to a screen reader at %i px', async (width) => {
    await open(proofHtml(beforeAndAfter()));
    await browser.look({ width });
    const { nodes } = await browser.send('Accessibility.getFullAXTree');
    const roles = (nodes as { ignored: boolean; role?: { value: string } }[])
      .filter(({ ignored }) => !ignored)
      .map(({ role }) => role?.value);
    const count = (role: string) => roles.filter((each) => each === role).length;
    expect([count('banner'), count('main'), count('contentinfo'), count('table')]).toEqual([1, 1, 1, 1]);
    expect([count('columnheader'), count('rowheader'), count('row')]).toEqual([3, 29 + 9, 29 + 9 + 1]);
    expect(count('cell')).toBe(2 * 29);
  });

  it('shows what an app answered as text and nothing else', async () => {
    await open(proofHtml(hostile()));
    const evidence = await browser.evaluate<string[]>(
      `[...document.querySelectorAll('td:last-child .evidence')].map((each) => each.textContent)`,
    );
    expect(new Set(evidence)).toEqual(new Set(HOSTILE.map(shownLine)));
    const tags = await browser.evaluate<string[]>(
      `[...new Set([...document.querySelectorAll('*')].map((each) => each.localName))].sort()`,
    );
    expect(tags.join(' ')).toBe(
      'a b body br code div figcaption figure footer h1 h2 head header html i li main meta p pre section small span style table tbody td th thead title tr ul',
    );
    const links = await browser.evaluate<string[]>(`[...document.links].map((each) => each.host + ' ' + each.rel)`);
    expect([...new Set(links)].sort()).toEqual([
      'cheatsheetseries.owasp.org noopener noreferrer',
      'cwe.mitre.org noopener noreferrer',
    ]);
  });
});

describe('proofHtml', () => {
  it('says what it comes to in title and heading, and what each probe proves', () => {
    const page = proofHtml(beforeAndAfter());
    expect(page).toContain('<html lang="en">');
    expect(page).toContain(
      '<title>express-shop: 26 of 28 attacks succeeded before, 0 of 29 after; 4 were skipped.</title>',
    );
    expect(page).toMatch(/<b>26<\/b> of 28 attacks succeeded[^]*<b>0<\/b> of 29 attacks succeeded/);
    expect(page).toContain('A large body is refused before it is read.');
    expect(page).toContain(
      '<a href="https://cwe.mitre.org/data/definitions/770.html" rel="noopener noreferrer">CWE-770</a>',
    );
    expect(page).toMatch(
      /What was skipped[^]*no route sets a cookie \(2\)[^]*Steal a session cookie by script; Show a token/,
    );
    expect(page).toMatch(/Notes[^]*Limits were attacked from/);
  });

  it('counts the same in figures as in the sentence: what clients get is no attack', () => {
    const report = beforeAndAfter();
    const probes = report.probes.map((probe, at) => (at === 0 ? { ...probe, client: true as const } : probe));
    const page = proofHtml({ ...report, probes });
    const [, was, is] = /<title>[^<]*: (\d+ of \d+) attacks succeeded before, (\d+ of \d+) after/.exec(page)!;
    const [failed, ran] = was!.split(' of ');
    expect(page).toContain(`<b>${failed}</b> of ${ran} attacks succeeded`);
    expect(page).toContain(`of ${is!.split(' of ')[1]} attacks succeeded`);
    expect(ran).toBe('27');
  });

  it('says how the app was run, or where it ran already', () => {
    const [started, running] = [afterAlone(), afterAlone()];
    running.after = { ...running.after, app: 'http://127.0.0.1:3000', elapsed: { start: 0, probes: 900 } };
    expect(proofHtml(started)).toContain(
      'Run with <code>npm start</code>, which listened after 0.4 s; attacked for 1.9 s.',
    );
    expect(proofHtml(running)).toContain('Attacked at <code>http://127.0.0.1:3000</code> for 0.9 s.');
    expect(proofHtml(withoutDatabase())).toContain('Run with <code>npm start</code>.');
  });

  it('counts what passed where there is no before', () => {
    expect(proofHtml(afterAlone())).toContain('<b>29</b> of 29 probes passed');
  });

  it('shows why the app did not start, and what is answered differently', () => {
    expect(proofHtml(withoutDatabase())).toMatch(
      /The app did not start<\/h2>[^]*code 1 before it listened[^]*<pre>Mongoose/,
    );
    expect(proofHtml(broken())).toMatch(/Answered differently[^]*GET \/reports\?year=2026[^]*500 application\/json/);
  });

  it('masks secrets', () => {
    expect(proofHtml(hostile()) + proofHtml(withoutDatabase())).not.toMatch(/hunter2|ghp_|0123456789abcdef/);
  });
});
