import { parse, type ParserPlugin } from '@babel/parser';

/** What the text of a file says about its module form. */
export interface Syntax {
  module: 'esm' | 'cjs' | null;
  /** What most of its relative imports of code carry: `''`, `'.js'`, …; null where it has none. */
  importExtension: string | null;
  /** `import * as express from` or `import express = require`: how a project without interop writes it. */
  withoutInterop: boolean;
}

interface Token {
  type: { label: string };
  value?: unknown;
}

const SILENT: Syntax = { module: null, importExtension: null, withoutInterop: false };
const CODE = /\.[cm]?[jt]sx?$/;
/** Last parts that are neither an extension of code nor part of a name such as `user.controller`. */
const ASSET = /\.(?:json|node|wasm|css|html?|txt|md|sql|ya?ml|graphql|gql|svg|png)$/;

/** Reads module syntax and relative imports off a file's tokens. A file that does not parse says nothing. */
export function readSyntax(text: string, extension: string): Syntax {
  const parsed = parseTokens(text, extension);
  if (!parsed) return SILENT;
  const { tokens, isModule } = parsed;
  const words = tokens.map((token) => (token.type.label === 'string' ? null : String(token.value ?? token.type.label)));
  const has = (...sequence: string[]) =>
    words.some((_, at) => sequence.every((word, step) => words[at + step] === word));
  return {
    module: isModule ? 'esm' : has('require', '(') || has('module', '.', 'exports') ? 'cjs' : null,
    importExtension: mostFrequent(relativeImports(tokens, words).filter((name) => !ASSET.test(name))),
    withoutInterop: has('import', '*', 'as', 'express', 'from') || has('import', 'express', '=', 'require'),
  };
}

function parseTokens(text: string, extension: string): { tokens: Token[]; isModule: boolean } | null {
  const typed: ParserPlugin[] = extension.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'];
  const plugins: ParserPlugin[] = /\.[cm]?ts/.test(extension) ? [...typed, 'decorators-legacy'] : ['jsx', 'flow'];
  try {
    const file = parse(text, {
      sourceType: 'unambiguous',
      errorRecovery: true,
      attachComment: false,
      tokens: true,
      plugins,
    });
    return { tokens: (file.tokens ?? []) as Token[], isModule: file.program.sourceType === 'module' };
  } catch {
    return null;
  }
}

/** The strings after `from`, `import`, `import(` and `require(` that begin with a dot. */
function relativeImports(tokens: Token[], words: (string | null)[]): string[] {
  return tokens.flatMap((token, at) => {
    if (token.type.label !== 'string' || !/^\.\.?\//.test(String(token.value))) return [];
    const before = words[at - 1] === '(' ? words[at - 2] : words[at - 1];
    return before === 'from' || before === 'import' || before === 'require' ? [String(token.value)] : [];
  });
}

function mostFrequent(names: string[]): string | null {
  const counts = new Map<string, number>();
  for (const name of names) {
    const extension = CODE.exec(name)?.[0] ?? '';
    counts.set(extension, (counts.get(extension) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
