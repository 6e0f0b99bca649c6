import { type Linted, LINTED } from '../../../../codemods/lib/lint/broken';
import { namesRule } from '../../../../codemods/lib/lint/named';
import type { Project } from '../../../types';
import type { Linter } from './linter';

/** What the rules are called elsewhere; those that are not named are not there. */
const BIOME: Partial<Record<Linted, string>> = {
  'no-eval': 'security/noGlobalEval',
  'no-var': 'suspicious/noVar',
  'prefer-const': 'style/useConst',
  eqeqeq: 'suspicious/noDoubleEquals',
};
const OXLINT: readonly Linted[] = ['no-new-func', 'no-extend-native', 'no-var', 'prefer-const', 'eqeqeq'];

/** Configurations of others that have all of the rules, or those that TypeScript makes needless. */
const COMPLETE =
  /eslint-config-(airbnb|standard|xo|love|hardcore)|neostandard|@antfu\/eslint-config|@sxzz\/eslint-config|['"]eslint:all|configs\.all\b|(extends\b[^{}]*?["'\s])(airbnb|standard|xo|love)\b/;
const TYPED = /typescript-eslint/;
const TYPED_RULES = ['no-var', 'prefer-const'];

/** The rules that the project's linter has and that its configuration does not decide on, by their names there. */
export function missingRules(project: Project, linter: Linter): Map<Linted, string> {
  const { kind, text } = linter;
  const said = kind === 'biome' ? biomeRules(linter) : kind === 'oxlint' ? named(OXLINT) : eslintRules(project, linter);
  return new Map([...said].filter(([, name]) => !namesRule(text, name)));
}

const named = (rules: readonly Linted[]): Map<Linted, string> => new Map(rules.map((rule) => [rule, rule]));

function eslintRules(project: Project, linter: Linter): Map<Linted, string> {
  const { text } = linter;
  if (COMPLETE.test(text)) return new Map();
  const isTyped = project.form.language === 'ts' && TYPED.test(text);
  return named(
    LINTED.filter((rule) => {
      if (rule === 'no-implicit-globals') return knowsGlobals(project, linter);
      return !isTyped || !TYPED_RULES.includes(rule);
    }),
  );
}

/** In a script, as opposed to a module of either kind, each function would be one. */
function knowsGlobals({ form }: Project, { kind, text }: Linter): boolean {
  if (form.language === 'ts' || form.module === 'esm' || /['"]?(script|module)['"]/.test(text)) return false;
  return kind === 'flat' ? /sourceType['"]?\s*:\s*['"]commonjs/.test(text) : /\bnode['"]?\s*:\s*true/.test(text);
}

/** Most of them are on unless somebody says no. */
function biomeRules({ text, major }: Linter): Map<Linted, string> {
  const isOwn = /"rules"\s*:\s*\{[^{}]*"(recommended"\s*:\s*false|preset"\s*:\s*"none)/.test(text);
  const rules = Object.entries(BIOME) as [Linted, string][];
  // Without options, the one of version 1 finds `x == null` as well.
  if (major === 1) {
    const moved = rules
      .filter(([rule]) => rule !== 'eqeqeq')
      .map(([rule, name]): [Linted, string] => [rule, rule === 'no-var' ? 'style/noVar' : name]);
    return new Map(isOwn ? moved : []);
  }
  return new Map(rules.filter(([rule]) => isOwn || rule === 'no-var'));
}
