import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Packed {
  size: number;
  files: { path: string }[];
}

interface Component {
  name: string;
  version: string;
  purl: string;
  licenses?: { license?: { id: string }; expression?: string }[];
  hashes?: { alg: string; content: string }[];
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(path.join(root, file), 'utf8')) as T;
}

describe('the package', () => {
  let packed: Packed;
  let names: string[];

  beforeAll(async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root });
    const printed: unknown = JSON.parse(stdout);
    packed = Object.values(printed as Record<string, Packed>)[0]!;
    names = packed.files.map((file) => file.path);
  });

  it('is at most 1 MB', () => {
    expect(packed.size).toBeLessThanOrEqual(1_000_000);
  });

  it('has what it needs to run, and nothing of how it is made', () => {
    expect(names).toEqual(
      expect.arrayContaining([
        ...['bin/tempered.js', 'dist/cli.js', 'templates/index.ts.ejs', 'LICENSE', 'README.md'],
        ...['docs/rules/cors/any-origin.md', 'docs/measures/cors.md'],
      ]),
    );
    expect(
      names.filter(
        (name) =>
          !/^(bin|dist|templates|schema|docs\/(rules|measures))\/|^(LICENSE|README\.md|package\.json)$/.test(name),
      ),
    ).toEqual([]);
  });

  it('installs nothing else and runs nothing when it is installed', async () => {
    const manifest = await readJson<Record<string, Record<string, string>>>('package.json');
    for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies'])
      expect(manifest[kind]).toBeUndefined();
    expect(
      Object.keys(manifest['scripts'] ?? {}).filter((name) => /^(pre|post)?install$|^prepare$/.test(name)),
    ).toEqual([]);
  });
});

describe('what is bundled', () => {
  let components: Component[];

  beforeAll(async () => {
    ({ components } = await readJson<{ components: Component[] }>('dist/sbom.cdx.json'));
  });

  it('is listed with purl, licence and the hash of the lockfile', async () => {
    const { packages } = await readJson<{ packages: Record<string, { integrity?: string }> }>('package-lock.json');
    const locked = new Set(Object.values(packages).map(({ integrity }) => integrity));
    expect(components.map(({ name }) => name)).toContain('jscodeshift');
    for (const { name, version, purl, licenses, hashes } of components) {
      expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`);
      expect(licenses).toHaveLength(1);
      const [hash] = hashes ?? [];
      expect(hash?.alg).toBe('SHA-512');
      expect(locked).toContain(`sha512-${Buffer.from(hash!.content, 'hex').toString('base64')}`);
    }
  });

  it('comes with the text of each licence', async () => {
    const text = await readFile(path.join(root, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const { name, version } of components) expect(text).toContain(`${name} ${version}\n`);
    expect(text).not.toContain('has no licence file');
  });

  it('has no copyleft', () => {
    const licences = components.flatMap(({ licenses }) =>
      licenses?.map(({ license, expression }) => license?.id ?? expression),
    );
    expect(licences.filter((licence) => /GPL|MPL|EPL|CDDL/.test(licence ?? ''))).toEqual([]);
  });
});

describe('the executable', () => {
  async function copyTo(home: string): Promise<void> {
    await mkdir(home);
    for (const name of ['bin', 'dist', 'templates', 'package.json'])
      await cp(path.join(root, name), path.join(home, name), { recursive: true });
  }

  it('runs from a path with spaces, and through a symbolic link', async () => {
    const folder = await temporaryFolder();
    const home = path.join(folder, 'a path with spaces');
    await copyTo(home);
    const link = path.join(folder, 'tempered');
    await symlink(path.join(home, 'bin/tempered.js'), link);
    const { version } = await readJson<{ version: string }>('package.json');
    for (const file of [path.join(home, 'bin/tempered.js'), link]) {
      expect((await run(process.execPath, [file, '--version'])).stdout.trim()).toBe(version);
    }
  });
  it('runs no package that lies beside it', async () => {
    const { components } = await readJson<{ components: Component[] }>('dist/sbom.cdx.json');
    const beside = components.map(({ name }) => [`node_modules/${name}/index.js`, `console.error('ran ${name}');\n`]);
    const folder = await temporaryFolder({
      'package.json': JSON.stringify({ name: 'app', main: 'app.js', dependencies: { express: '5.0.0' } }),
      'app.js': "const app = require('express')();\napp.listen(3000);\n",
      ...Object.fromEntries(beside),
    });
    const home = path.join(folder, 'node_modules/tempered');
    await copyTo(home);
    const { stdout, stderr } = await run(process.execPath, [path.join(home, 'bin/tempered.js'), 'check'], {
      cwd: folder,
    }).catch((error: { stdout: string; stderr: string }) => error);
    expect(stdout).toContain('headers/missing');
    expect(stderr).not.toContain('ran ');
  });
});
