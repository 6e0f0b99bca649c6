import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type * as Parser from '@actions/workflow-parser';

/** Bundled, since it imports its schema without saying that it is JSON, which Node.js refuses. */
async function load(): Promise<typeof Parser> {
  const folder = await mkdtemp(join(tmpdir(), 'tempered-github-'));
  const outfile = join(folder, 'parser.cjs');
  const stdin = { contents: "export * from '@actions/workflow-parser'", resolveDir: import.meta.dirname };
  await build({ stdin, bundle: true, format: 'cjs', platform: 'node', outfile, logLevel: 'error' });
  const parser = createRequire(import.meta.url)(outfile) as typeof Parser;
  await rm(folder, { recursive: true });
  return parser;
}

const { NoOperationTraceWriter, parseWorkflow } = await load();

/** What GitHub's own parser says is wrong with a workflow. */
export function errorsOf(name: string, content: string): string[] {
  const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}
