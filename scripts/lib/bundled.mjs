// What esbuild put into the bundle, and the two documents that follow from it.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

const readJson = async (file) => JSON.parse(await readFile(file, 'utf8'));

/** Folder of the innermost package of a bundled file, relative, or null for a file of ours. */
const packageFolder = (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? null;

/** The packages of which at least one byte is in the output, by name and version. */
export async function bundledPackages(root, metafile) {
  const folders = new Set();
  for (const output of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const folder = bytesInOutput > 0 ? packageFolder(input) : null;
      if (folder) folders.add(folder);
    }
  }
  const lock = await readJson(path.join(root, 'package-lock.json'));
  const packages = await Promise.all([...folders].map((folder) => describe(root, folder, lock.packages[folder])));
  return packages.sort((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1));
}

async function describe(root, folder, locked) {
  const manifest = await readJson(path.join(root, folder, 'package.json'));
  return {
    name: manifest.name,
    version: manifest.version,
    licence: typeof manifest.license === 'string' ? manifest.license : (manifest.license?.type ?? null),
    text: await licenceText(path.join(root, folder)),
    integrity: locked?.integrity ?? null,
  };
}

async function licenceText(folder) {
  const names = (await readdir(folder)).filter((name) => /^(licen[cs]e|copying|notice)(\b|$)/i.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts.map((text) => text.trim()).join('\n\n');
}

/** One section per package. Packages without a licence file have at least its name. */
export function licencesText(packages) {
  const line = '-'.repeat(80);
  const sections = packages.map(({ name, version, licence, text }) =>
    [
      line,
      `${name} ${version}`,
      `Licence: ${licence ?? 'see below'}`,
      '',
      text || '(The package has no licence file.)',
    ].join('\n'),
  );
  return `tempered contains code of these packages.\n\n${sections.join('\n\n')}\n`;
}

/** CycloneDX 1.6. No time stamp and no serial number: the same sources give the same bytes. */
export async function sbom(root, packages) {
  const manifest = await readJson(path.join(root, 'package.json'));
  const self = component('application', { ...manifest, licence: manifest.license });
  const components = packages.map((entry) => component('library', entry));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: self },
    components,
    dependencies: [{ ref: self['bom-ref'], dependsOn: components.map((entry) => entry['bom-ref']) }],
  };
}

function component(type, { name, version, licence, integrity }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type,
    'bom-ref': purl,
    name,
    version,
    ...(licence && { licenses: [licenceEntry(licence)] }),
    ...(integrity && { hashes: integrity.split(/\s+/).map(hash) }),
    purl,
  };
}

/** An SPDX id or, with operators, an SPDX expression. */
const licenceEntry = (licence) => (/\s/.test(licence) ? { expression: licence } : { license: { id: licence } });

/** `sha512-<base64>` as the lockfile has it → `{ alg: 'SHA-512', content: <hex> }`. */
function hash(integrity) {
  const [algorithm, digest] = integrity.split(/-(.*)/s);
  return { alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') };
}
