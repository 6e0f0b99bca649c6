import type { Node } from '@babel/types';
import { environmentName, fallbacksIn } from '../../../codemods/lib/secrets/fallbacks';
import { type HardCoded, hardCodedIn, isForDevelopment } from '../../../codemods/lib/secrets/hard-coded';
import { screaming } from '../../../codemods/lib/secrets/variable';
import { keyName, literalText, memberName, walk } from '../../../codemods/lib/walk';
import type { Edit, Finding, JsonObject, Project } from '../../types';
import { mends } from '../mend';
import { loadedFile } from '../place';
import { envLine, valueFile } from './env-file';
import { isRemovable } from './fallback';
import { isComplete, obstacleOf, obstacleTo, signingKeys } from './hard-coded';

/** A value that leaves the source. */
export interface Move {
  file: string;
  /** What the matcher would call it, and what it is called in this project. */
  suggested: string;
  variable: string;
  /** Null for what is no text: the name of the package. */
  value: string | null;
}

const HARD_CODED = 'secrets/hard-coded';
const FALLBACK = 'secrets/fallback';
/** Of these files of a folder one is taken: they name the same things. */
const ALTERNATIVE =
  /^(.*\/)?(default|all|base|common|dev|development|local|prod|production|staging|stage|test)(\.config)?\.\w+$/i;

/** The edits that move the chosen secrets out of the source. */
export function moveEdits(project: Project, findings: readonly Finding[]): Edit[] {
  const moves = movesOf(project, findings);
  const options = (file: string): JsonObject => {
    const own = moves.filter((move) => move.file === file && move.suggested !== move.variable);
    const keys = signingKeys(project);
    const kept = keptIn(project, file);
    return {
      cast: castOf(project),
      ...(own.length > 0 ? { names: Object.fromEntries(own.map((move) => [move.suggested, move.variable])) } : {}),
      ...(project.form.brackets ? { brackets: true } : {}),
      ...(project.dotenv !== null && !isComplete(project) ? { late: true } : {}),
      ...(kept.length > 0 ? { kept } : {}),
      ...(keys ? { keys: { property: keys.property, modules: [...keys.modules] } } : {}),
    };
  };
  const manual = { reason: 'The secret could not be moved safely.', snippet: 'process.env.NAME' };
  const codemod = { codemod: 'literal-to-env', options, manual };
  return [...mends(findings, HARD_CODED, codemod), ...mends(findings, FALLBACK, codemod)];
}

/** The lines with the old values for the env file that the app loads, where git never sees it. */
export function valueEdits(project: Project, findings: readonly Finding[]): Edit[] {
  const file = valueFile(project);
  const lines = movesOf(project, findings).flatMap(({ variable, value }) => {
    const text = value === null ? null : envLine(variable, value);
    return text === null ? [] : [{ text, key: variable }];
  });
  const known = lines.filter(({ key }, index) => lines.findIndex((line) => line.key === key) === index);
  return file === null || known.length === 0 ? [] : [{ measure: 'secrets', kind: 'lines', file, lines: known }];
}

/** What those who run the app have to know before it starts again. */
export function advice(project: Project, findings: readonly Finding[]): string[] {
  const moves = movesOf(project, findings);
  if (moves.length === 0) return [];
  const [own, deployed] = [moves.filter(isOfDevelopment), moves.filter((move) => !isOfDevelopment(move))];
  const names = namesOf(deployed);
  return [
    ...(deployed.length > 0
      ? [
          `Set ${listed(names)} wherever the app and its tests run, before its next start: the code has no value for ${them(names)} any more.`,
        ]
      : []),
    ...(own.length > 0 ? [`For development, set ${listed(namesOf(own))}.`] : []),
    whereabouts(project, moves),
    `The old values are burnt, the git history has them: make new ones (openssl rand -base64 32, or where a service gives them). Tokens and sessions that were signed with an old one end with it.`,
  ];
}

const isOfDevelopment = ({ file }: Move): boolean => isForDevelopment(file);
const namesOf = (moves: readonly Move[]): string[] => [...new Set(moves.map(({ variable }) => variable))].sort();
const them = (names: readonly string[]): string => (names.length === 1 ? 'it' : 'them');

/** Where the old values are now. */
function whereabouts(project: Project, moves: readonly Move[]): string {
  const file = valueFile(project);
  if (file === null)
    return 'The old values were not written anywhere: no env file was found that the app loads and git ignores.';
  const lost = namesOf(moves.filter(({ value, variable }) => value === null || envLine(variable, value) === null));
  const but = lost.length > 0 ? `, but for ${listed(lost)}: that cannot be written there` : '';
  return `The old values are in ${file}, for this machine${but}.`;
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** The values that the chosen fixes take out of the source, with what their variables are called. */
function movesOf(project: Project, findings: readonly Finding[]): Move[] {
  const filesOf = (rule: string): string[] =>
    [
      ...new Set(findings.filter((each) => each.rule === rule && each.fix === 'automatic').map(({ file }) => file)),
    ].sort();
  return [
    ...named(
      project,
      filesOf(HARD_CODED).flatMap((file) => literalsIn(project, file)),
    ),
    ...filesOf(FALLBACK).flatMap((file) => fallbacksOf(project, file)),
  ];
}

function literalsIn(project: Project, path: string): { file: string; secret: HardCoded }[] {
  const own = loadedFile(project, path);
  if (!own) return [];
  const { file, module } = own;
  return hardCodedIn(module, project.resolver, signingKeys(project))
    .filter((secret) => obstacleOf(project, file, module, secret) === null)
    .map((secret) => ({ file: path, secret }));
}

/** The variables of a file's secrets that have to stay. */
function keptIn(project: Project, path: string): string[] {
  const own = loadedFile(project, path);
  if (!own) return [];
  const { file, module } = own;
  const staying = hardCodedIn(module, project.resolver, signingKeys(project)).filter(
    (secret) => secret.replaceable && obstacleOf(project, file, module, secret) !== null,
  );
  return [...new Set(staying.map(({ variable }) => variable))];
}

function fallbacksOf(project: Project, path: string): Move[] {
  const own = loadedFile(project, path);
  if (!own) return [];
  const { file, module } = own;
  return fallbacksIn(module)
    .filter((each) => isRemovable(project, each) && obstacleTo(project, file, module, each.node) === null)
    .map(({ name, literal }) => ({ file: path, suggested: name, variable: name, value: literalText(literal) }));
}

/** The same value has one name; another value, or what the code reads already, makes its file part of the name. */
function named(project: Project, secrets: readonly { file: string; secret: HardCoded }[]): Move[] {
  const moves: Move[] = [];
  const read = secrets.length > 0 ? variablesRead(project) : new Set<string>();
  for (const { file, secret } of secrets) {
    const value = secret.node.type === 'MemberExpression' ? project.manifest.name : literalText(secret.node);
    const isFree = (name: string): boolean =>
      !read.has(name) &&
      moves.every((other) => other.variable !== name || other.value === value || areAlternatives(other.file, file));
    const variable = candidates(secret.variable, file).find(isFree)!;
    moves.push({ file, suggested: secret.variable, variable, value });
  }
  return moves;
}

const areAlternatives = (one: string, other: string): boolean => {
  const [a, b] = [ALTERNATIVE.exec(one), ALTERNATIVE.exec(other)];
  return one !== other && a !== null && b !== null && a[1] === b[1];
};

/** `JWT_SECRET`, `AUTH_JWT_SECRET` of a file called auth, and so on up its folders; then numbers. */
function candidates(name: string, file: string): string[] {
  const words = file.split(/[/.]/).slice(0, -1).reverse().map(screaming).filter(Boolean);
  return [
    name,
    ...words.map((word) => `${word}_${name}`),
    ...Array.from({ length: 98 }, (_, at) => `${name}_${at + 2}`),
  ];
}

/** The variables of the environment that the code reads as it is. */
function variablesRead(project: Project): Set<string> {
  const found = new Set<string>();
  for (const { path, text, generated } of project.files) {
    const module = generated || !text.includes('env') ? null : project.moduleOf(path);
    if (!module) continue;
    walk(module.ast.program, (node: Node) => {
      const name = environmentName(module, node);
      if (name !== null) found.add(name);
      const isPattern = node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern' && node.init;
      if (isPattern && memberName(node.init!) === 'env')
        for (const property of (node.id as Extract<Node, { type: 'ObjectPattern' }>).properties)
          found.add(keyName(property) ?? '');
    });
  }
  return found;
}

/** How the project tells its compiler that a variable is there. */
function castOf({ form, files }: Project): string {
  if (!form.strictNulls) return '';
  const own = files.filter(({ generated }) => !generated);
  const count = (pattern: RegExp): number => own.reduce((sum, { text }) => sum + (text.match(pattern)?.length ?? 0), 0);
  const bangs = count(/process\.env(\.\w+|\[['"]\w+['"]\])!/g);
  return bangs > count(/process\.env(\.\w+|\[['"]\w+['"]\])\s+as\s+string\b/g) ? '!' : ' as string';
}
