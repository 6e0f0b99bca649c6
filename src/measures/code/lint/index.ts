import { brokenRules, type Linted, mayBreak } from '../../../../codemods/lib/lint/broken';
import { lintPlace } from '../../../../codemods/lib/lint/place';
import { addedToYaml } from '../../../../codemods/lib/lint/yaml';
import { Source } from '../../../../codemods/lib/source';
import type { Edit, Finding, Json, JsonObject, LintedFile, Project, Report } from '../../../types';
import { type Linter, linterOf } from './linter';
import { missingRules } from './missing';

const COMMENT = 'What attackers profit from, and what hides mistakes. What stands below has the last word.';

/** A linter of the project's own that is not asked for what it could find. */
export function lintRulesMissing(project: Project): Report[] {
  const linter = linterOf(project);
  const missing = linter ? missingRules(project, linter) : new Map<Linted, string>();
  if (!linter || missing.size === 0) return [];
  const names = [...missing.values()];
  return [
    {
      file: linter.path,
      message: `${linter.path} says nothing about ${names.join(', ')}.`,
      fix: placed(linter) && isAnyAdded(project, missing) ? 'automatic' : 'manual',
      snippet: snippetOf(
        linter,
        settings(linter, missing, () => 'error'),
      ),
    },
  ];
}

/** Where warnings fail the lint script, rules that are broken now are not added; only there the files are looked at. */
const isAnyAdded = (project: Project, missing: ReadonlyMap<Linted, string>): boolean =>
  !failsOnWarnings(project) || isAnyKept(project, [...missing.keys()]);

/** Adds the rules: as errors where nothing breaks them, as warnings where something does, so that no build fails by it. */
export function lintEdits(project: Project, findings: readonly Finding[]): Edit[] {
  const linter =
    findings.some(({ rule, fix }) => rule === 'code/lint-rules' && fix === 'automatic') && linterOf(project);
  if (!linter) return [];
  const missing = missingRules(project, linter);
  const broken = brokenIn(project, [...missing.keys()]);
  if (failsOnWarnings(project)) for (const rule of broken) missing.delete(rule);
  if (missing.size === 0) return [];
  return [
    editOf(
      project,
      linter,
      settings(linter, missing, (rule) => (broken.includes(rule) ? 'warn' : 'error')),
    ),
  ];
}

/** Whether no file breaks one of the rules. Few files hold what breaks the rarest one, and the others need not be parsed. */
function isAnyKept(project: Project, rules: readonly Linted[]): boolean {
  const holding = rules.map((rule) => ({ rule, files: [] as LintedFile[] }));
  for (const file of project.linted()) {
    const text = file.read();
    // It may break all of them.
    if (text === null) return false;
    for (const { rule, files } of holding) if (mayBreak(rule, text)) files.push(file);
  }
  return holding
    .sort((a, b) => a.files.length - b.files.length)
    .some(({ rule, files }) => !files.some((file) => brokenBy(file, [rule]).length > 0));
}

/** Those of the rules that some file breaks. */
function brokenIn(project: Project, rules: readonly Linted[]): Linted[] {
  let open = rules;
  for (const file of project.linted()) {
    if (open.length === 0) break;
    const broken = brokenBy(file, open);
    open = open.filter((rule) => !broken.includes(rule));
  }
  return rules.filter((rule) => !open.includes(rule));
}

function brokenBy({ path, read }: LintedFile, rules: readonly Linted[]): readonly Linted[] {
  const text = read();
  return text === null ? rules : brokenRules(path, text, rules);
}

const failsOnWarnings = ({ manifest, repository }: Project): boolean =>
  'lint-staged' in manifest.devDependencies ||
  [...Object.values(manifest.scripts), ...repository.workflows.map(({ text }) => text)].some((text) =>
    /--(max-warnings|deny-warnings|error-on-warnings)/.test(text),
  );

/** Each rule with what it is set to. */
function settings(
  { kind }: Linter,
  missing: ReadonlyMap<Linted, string>,
  levelOf: (rule: Linted) => string,
): JsonObject {
  return Object.fromEntries(
    [...missing].map(([rule, name]): [string, Json] => {
      const level = levelOf(rule);
      if (rule === 'eqeqeq' && kind !== 'biome') return [name, [level, 'always', { null: 'ignore' }]];
      return [name, rule === 'prefer-const' && kind !== 'biome' ? [level, { destructuring: 'all' }] : level];
    }),
  );
}

/** Whether the place for the rules is found; another package's configuration is left alone. */
function placed({ path, text, kind }: Linter): boolean {
  if (path.startsWith('../')) return false;
  if (kind === 'biome' || kind === 'oxlint' || isJson(path, text)) return true;
  if (!/js$|ts$/.test(path)) return addedToYaml(text, { 'no-eval': 'error' }, '  ') !== undefined;
  const source = Source.open(path, text);
  return source !== null && lintPlace(source.module, source.resolver) !== null;
}

const isJson = (path: string, text: string): boolean =>
  path.endsWith('.json') || (path.endsWith('.eslintrc') && /^\uFEFF?\s*(\{|\/[/*])/.test(text));

function editOf(project: Project, linter: Linter, rules: JsonObject): Edit {
  const { path, text, kind } = linter;
  if (kind === 'biome' || kind === 'oxlint' || isJson(path, text))
    return { measure: 'code', kind: 'json', file: path, merge: mergeOf(linter, rules) };
  return {
    measure: 'code',
    kind: 'codemod',
    codemod: 'lint-rules',
    file: path,
    options: { rules, files: filesOf(text), indent: project.style.indent, comment: COMMENT },
    present: null,
    manual: { reason: 'The place for the rules was not found.', line: null, snippet: snippetOf(linter, rules) },
  };
}

function mergeOf({ kind, path }: Linter, rules: JsonObject): JsonObject {
  if (kind !== 'biome') return path.endsWith('package.json') ? { eslintConfig: { rules } } : { rules };
  const groups: Record<string, JsonObject> = {};
  for (const [name, value] of Object.entries(rules)) {
    const [group, rule] = name.split('/') as [string, string];
    (groups[group] ??= {})[rule] = value;
  }
  return { linter: { rules: groups } };
}

/** Files of other languages, which some configurations lint too, are none for rules of JavaScript. */
function filesOf(text: string): string[] | null {
  if (!/@eslint\/(json|css|markdown)|\blanguage['"]?\s*:|eslint-plugin-(jsonc|yml|toml)|html-eslint/.test(text))
    return null;
  const types = text.includes('typescript-eslint') ? ['ts'] : [];
  return ['js', 'mjs', 'cjs', ...types].map((end) => `**/*.${end}`);
}

const snippetOf = (linter: Linter, rules: JsonObject): string =>
  JSON.stringify(linter.kind === 'flat' ? { rules } : mergeOf(linter, rules), null, 2);
