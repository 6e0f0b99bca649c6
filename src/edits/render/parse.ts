import { parse } from '@babel/parser';
import type { File, Node } from '@babel/types';
import type { Form } from '../../types';

export interface Token {
  start: number;
  end: number;
  text: string;
}

export interface Module {
  code: string;
  ast: File;
  /** Comments left out. */
  tokens: Token[];
}

/** A step that changes nothing leaves its module to the next one: most of them find nothing to do. */
let last: { module: Module; language: Form['language'] } | null = null;

/**
 * Parses a module of ours, strictly: JavaScript with a type left in it is refused. Nobody changes the tree.
 * @throws SyntaxError
 */
export function parseModule(code: string, language: Form['language']): Module {
  if (last?.module.code !== code || last.language !== language) last = { module: parsed(code, language), language };
  return last.module;
}

/**
 * Parses it as strictly, for nothing else.
 * @throws SyntaxError
 */
export function checkModule(code: string, language: Form['language']): void {
  if (last?.module.code !== code || last.language !== language) parseAs(code, language, false);
}

function parsed(code: string, language: Form['language']): Module {
  const ast = parseAs(code, language, true);
  const raw = (ast.tokens ?? []) as { type: string | object; start: number; end: number }[];
  const tokens = raw
    .filter(({ type, start, end }) => typeof type === 'object' && end > start)
    .map(({ start, end }) => ({ start, end, text: code.slice(start, end) }));
  return { code, ast, tokens };
}

function parseAs(code: string, language: Form['language'], tokens: boolean): File {
  const plugins = language === 'ts' ? (['typescript', 'decorators-legacy'] as const) : [];
  return parse(code, { sourceType: 'module', tokens, attachComment: false, plugins: [...plugins] }) as unknown as File;
}

/** The first token that starts at the offset or later. */
export const tokenFrom = (module: Module, offset: number): Token | undefined =>
  module.tokens.find(({ start }) => start >= offset);

/** The last token that ends at the offset or earlier. */
export const tokenTo = (module: Module, offset: number): Token | undefined =>
  module.tokens.findLast(({ end }) => end <= offset);

/** Node offsets, which Babel always sets. */
export const startOf = (node: Node): number => node.start!;
export const endOf = (node: Node): number => node.end!;
