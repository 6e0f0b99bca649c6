import { expect, it } from 'vitest';
import { sarifFlaws } from '../../support/schema';
import { checkIn, checkShop, HOSTILE, SECRETS, SHOP } from './shop';
import { temporaryFolder } from '../../temporary';

interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}
interface Result {
  ruleId: string;
  locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
  fixes?: {
    artifactChanges: {
      artifactLocation: { uri: string };
      replacements: { deletedRegion: Region; insertedContent?: { text: string } }[];
    }[];
  }[];
}
interface Log {
  runs: {
    results: Result[];
    tool: { driver: { rules: { id: string; help: { text: string; markdown: string } }[] } };
  }[];
}

/** The text as whoever takes all replacements of a fix has it afterwards. */
function replaced(text: string, { fixes }: Result): string {
  const offset = (line: number, column: number): number =>
    text
      .split('\n')
      .slice(0, line - 1)
      .reduce((sum, each) => sum + each.length + 1, 0) +
    column -
    1;
  const [change] = fixes![0]!.artifactChanges;
  return [...change!.replacements].reverse().reduce((left, { deletedRegion: region, insertedContent }) => {
    const [from, to] = [offset(region.startLine, region.startColumn), offset(region.endLine, region.endColumn)];
    return left.slice(0, from) + (insertedContent?.text ?? '') + left.slice(to);
  }, text);
}

it('is SARIF 2.1.0 by its own schema, with files from the top of the repository and no secret in it', async () => {
  const { stdout } = await checkShop({ format: 'sarif' });
  const log = JSON.parse(stdout) as Log;
  expect(await sarifFlaws(log)).toBeNull();
  expect(await sarifFlaws({ ...log, version: '2.0.0' })).not.toBeNull();
  const uris = log.runs[0]!.results.map(({ locations }) => locations[0]!.physicalLocation.artifactLocation.uri);
  expect(uris.map(decodeURIComponent)).toContain(`services/shop/${HOSTILE}`);
  for (const secret of SECRETS) expect(stdout).not.toContain(secret);
});

it('explains each rule with its own page, as text and as Markdown', async () => {
  const { rules } = (JSON.parse((await checkShop({ format: 'sarif' })).stdout) as Log).runs[0]!.tool.driver;
  const { help } = rules.find(({ id }) => id === 'sql/interpolated-value')!;
  expect(help.markdown).toMatch(/## Bad\n[^]*```js[^]*## Good\n[^]*```js/);
  expect(help.text).toMatch(/^Bad\n[^]*^Good\n/m);
  expect(help.text).not.toMatch(/```|^#/m);
  // Pages of ours are in no repository that shows this.
  expect(rules.map((rule) => rule.help.markdown).join('')).not.toMatch(/\]\((?!https?:)/);
});

it.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
])('has the exact edits of fixes that need nothing else and change nothing for clients: %s', async (_, end) => {
  const server = SHOP['server.js']!.replaceAll('\n', end);
  const folder = await temporaryFolder({ ...SHOP, 'server.js': server });
  const log = JSON.parse((await checkIn(folder, { format: 'sarif' })).stdout) as Log;
  const resultOf = (rule: string) => log.runs[0]!.results.find(({ ruleId }) => ruleId === rule)!;
  expect(replaced(server, resultOf('sql/interpolated-value'))).toBe(
    server.replace(
      `"SELECT * FROM users WHERE name = '" + req.query.name + "'"`,
      '"SELECT * FROM users WHERE name = $1", [String(req.query.name)]',
    ),
  );
  expect(replaced(server, resultOf('code/implicit-global'))).toBe(server.replace('  total = ', '  const total = '));
  // A generated module mends these, and a yes is needed for those.
  for (const rule of ['headers/missing', 'secrets/hard-coded']) expect(resultOf(rule)).not.toHaveProperty('fixes');
});
