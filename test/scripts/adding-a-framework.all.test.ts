import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commit, git, run } from '../support/tempered';
import { writeFiles } from '../temporary';
import { copyOfRepository } from './repository';

/** An app of the framework that the page adds, as people write it. */
const files = {
  'package.json': JSON.stringify({
    type: 'module',
    scripts: { start: 'node server.js' },
    dependencies: { '@tinyhttp/app': '^3.0.11' },
  }),
  '.gitignore': 'node_modules/\n',
  'server.js': `import { App } from '@tinyhttp/app';

const users = new App({ settings: { xPoweredBy: false } });
users.get('/:id', (req, res) => res.json({ id: req.params.id, page: req.query.page }));

const app = new App();
app.get('/', (_req, res) => res.send('<h1>Home</h1>'));
app.use('/users', users);
app.listen(3000);
`,
};

/** Puts the code of the page where it says: whole files, and lines in place of others. */
async function apply(page: string, folder: string): Promise<string[]> {
  const blocks = [...page.matchAll(/^```(\w+) file=(\S+)\n([^]*?)^```$/gm)];
  for (const [, language, file, code] of blocks) {
    const target = path.join(folder, file!);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, language === 'diff' ? patched(await readFile(target, 'utf8'), code!) : code!);
  }
  return blocks.map(([, , file]) => file!);
}

function patched(text: string, diff: string): string {
  const lines = diff.trimEnd().split('\n');
  let result = text;
  for (let index = 0; index < lines.length;) {
    const take = (sign: string): string => {
      const from = index;
      while (lines[index]?.startsWith(sign)) index++;
      return lines.slice(from, index).map((line) => `${line.slice(1)}\n`).join(''); // prettier-ignore
    };
    const before = take('-');
    expect(result, 'a line of the page that is no longer there').toContain(before);
    result = result.replace(before, take('+'));
  }
  return result;
}

describe('the sixth framework of docs/adding-a-framework.md', () => {
  let copy: string;
  let remove: () => Promise<void>;
  let app: string;
  const tempered = (...args: string[]) => run(process.execPath, [path.join(copy, 'bin/tempered.js'), ...args], app);

  beforeAll(async () => {
    ({ folder: copy, remove } = await copyOfRepository());
    const written = await apply(await readFile(path.join(copy, 'docs/adding-a-framework.md'), 'utf8'), copy);
    // One file of data, a template, rows, and ranges: nothing else.
    expect(written.sort()).toEqual([
      'src/frameworks/index.ts',
      'src/frameworks/tinyhttp.ts',
      'src/measures/headers/index.ts',
      'src/measures/limits/index.ts',
      'src/types/words.ts',
      'templates/headers/tinyhttp.ts.ejs',
      'templates/versions/tinyhttp-3/package.json',
    ]);
    const built = await run('npm', ['run', '--silent', 'build'], copy);
    expect(built.code, built.stderr).toBe(0);
    app = path.join(copy, 'an app');
    await writeFiles(app, files);
    const installed = await run('npm', ['install', '--no-audit', '--no-fund'], app);
    expect(installed.code, installed.stderr).toBe(0);
    await commit(app, 'as written');
  }, 180_000);
  afterAll(() => remove());

  it('type-checks', async () => {
    const { code, stdout } = await run('npm', ['run', '--silent', 'typecheck'], copy);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  }, 120_000);

  it('is hardened, proven, and left alone by a second run', async () => {
    const { code, stdout, stderr } = await tempered('--yes', '--no-verify', '--only', 'headers,limits');
    expect(code, stdout + stderr).toBe(0);
    const server = await readFile(path.join(app, 'server.js'), 'utf8');
    expect(server).toContain('const app = new App();\nsecureApp(app);\n');
    expect(server).toContain('protectServer(app.listen(3000));');
    await commit(app, 'hardened');
    const report = await tempered('verify', '--only', 'headers', '--format', 'json');
    const { summary, results } = JSON.parse(report.stdout) as {
      summary: { passed: number };
      results: { id: string; after: { status: string; evidence: string } }[];
    };
    expect(results.filter(({ after }) => after.status === 'failed')).toEqual([]);
    expect(summary.passed).toBeGreaterThan(5);
    await tempered('--yes', '--no-verify', '--only', 'headers,limits');
    expect(await git(app, 'status', '--porcelain')).toBe('');
  }, 240_000);

  it('has its routes read, with what their handlers read', async () => {
    const { stdout } = await tempered('check', '--format', 'json');
    const { findings } = JSON.parse(stdout) as { findings: { message: string }[] };
    const told = findings.map(({ message }) => message);
    expect(told).toEqual(expect.arrayContaining([expect.stringMatching(/GET \/users\/:id/)]));
  });
});
