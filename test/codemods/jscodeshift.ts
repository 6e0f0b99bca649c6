import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { here } from './run';

const run = promisify(execFile);

/** Runs jscodeshift's command line; what it prints. */
export async function jscodeshift(flags: string[], environment: Record<string, string> = {}): Promise<string> {
  const script = join(here, '../../node_modules/jscodeshift/bin/jscodeshift.js');
  const always = ['--run-in-band', '--extensions=js,jsx,cjs,mjs,ts,tsx,cts,mts,ejs,hbs,pug,njk,yml,yaml,yml'];
  const env = { ...process.env, ...environment };
  // It prints colours where CI is set.
  return stripVTControlCharacters((await run(process.execPath, [script, ...always, ...flags], { env })).stdout);
}
