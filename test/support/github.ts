import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type * as Expressions from '@actions/expressions';
import type * as Parser from '@actions/workflow-parser';
import type * as Actions from '@actions/workflow-parser/actions/index';

type GitHub = typeof Expressions & typeof Parser & typeof Actions;

/** Bundled, since they import their schemas without saying that it is JSON, which Node.js refuses. */
async function load(): Promise<GitHub> {
  const folder = await mkdtemp(join(tmpdir(), 'tempered-github-'));
  const outfile = join(folder, 'github.cjs');
  const parts = ['@actions/expressions', '@actions/workflow-parser', '@actions/workflow-parser/actions/index'];
  const contents = parts.map((part) => `export * from '${part}';`).join('\n');
  const stdin = { contents, resolveDir: import.meta.dirname };
  await build({ stdin, bundle: true, format: 'cjs', platform: 'node', outfile, logLevel: 'error' });
  const github = createRequire(import.meta.url)(outfile) as GitHub;
  await rm(folder, { recursive: true });
  return github;
}

const { data, Evaluator, Lexer, NoOperationTraceWriter, parseAction, parseWorkflow, Parser: Grammar } = await load();

/** What GitHub's own parser says is wrong with a workflow. */
export function errorsOf(name: string, content: string): string[] {
  const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

/** What GitHub's own parser says is wrong with an action.yml. */
export function actionErrorsOf(content: string): string[] {
  const { context } = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

/** What an expression is, without `${{ }}`, as GitHub's own evaluator says. */
export function evaluate(expression: string, contexts: Record<string, unknown>): string {
  const tree = new Grammar(new Lexer(expression).lex().tokens, Object.keys(contexts), []).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as Expressions.data.Dictionary;
  return new Evaluator(tree, known).evaluate().coerceString();
}
