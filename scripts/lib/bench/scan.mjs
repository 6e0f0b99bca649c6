// One way of going over many files, in a process of its own, so that memory can be compared: prints { wall, cpu, memory }.
// Usage: node scan.mjs read|parse|prepared|audit BUNDLE FOLDER LIST; BUNDLE is made of the sources by files.mjs.
// `prepared` parses with the settings of V8 that the audit runs with, `parse` with those that Node.js has.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from '@babel/parser';

const [mode, bundle, folder, list] = process.argv.slice(2);
const { bareProject, measures, prepareEngine, runAudit } = await import(pathToFileURL(bundle).href);
const files = readFileSync(list, 'utf8')
  .split('\n')
  .filter((file) => file !== '');

/** What any JavaScript or TypeScript may be written in: the audit leaves out what a file shows no sign of. */
const COMMON = ['decorators-legacy', 'decoratorAutoAccessors', 'deprecatedImportAssert'];
const pluginsFor = (file) =>
  /\.[cm]?tsx?$/.test(file)
    ? ['typescript', ...(file.endsWith('x') ? ['jsx'] : []), ...COMMON]
    : ['jsx', 'flow', ...COMMON];
const TOLERANT = {
  sourceType: 'unambiguous',
  errorRecovery: true,
  attachComment: false,
  allowReturnOutsideFunction: true,
};

const WAYS = {
  read: () => {
    for (const file of files) readFileSync(path.join(folder, file), 'utf8');
  },
  parse: () => {
    for (const file of files) {
      const text = readFileSync(path.join(folder, file), 'utf8');
      try {
        parse(text, { ...TOLERANT, plugins: pluginsFor(file) });
      } catch {
        // Nothing can be read; it is tried all the same.
      }
    }
  },
  prepared: () => {
    prepareEngine();
    WAYS.parse();
  },
  audit: () => runAudit(project, measures).findings.length,
};
const manifest = {
  name: 'bench',
  main: null,
  type: 'commonjs',
  dependencies: {},
  devDependencies: {},
  scripts: {},
  engines: null,
  installed: {},
  pinned: {},
};
const bare = await bareProject({ root: folder, directory: folder, manifest, record: null });
const scan = { ...bare.scan(), sources: files, texts: () => [] };
const project = { ...bare, scan: () => scan };

const [cpu, start] = [process.cpuUsage(), performance.now()];
const findings = WAYS[mode]();
const wall = performance.now() - start;
// Time of the processor, of all threads: what else the machine does at the moment does not count.
const { user, system } = process.cpuUsage(cpu);
// Linux and macOS tell kilobytes, as Node.js does everywhere.
const memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ wall, cpu: (user + system) / 1000, memory, findings }));
