import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import type { HookForm, JsonObject } from '../types';
import { dropMembers, mergeJson } from './json';

/**
 * The text with a command that runs before each commit, ahead of what runs there already; null where it has it. A text of
 * null stands for a file that does not exist. Throws SyntaxError where no safe place is found.
 */
export async function addHook(
  text: string | null,
  form: HookForm,
  command: string,
  file: string,
): Promise<string | null> {
  if (text?.includes(command)) return null;
  if (form === 'script') return inScript(text, command);
  if (typeof form === 'object') return inJson(text, form, command, file);
  return inYaml(text ?? '', form, command);
}

/** The text without a command that was added to it; null where it has none. */
export function dropHook(text: string, form: HookForm, command: string, file: string): string | null {
  if (!text.includes(command)) return null;
  if (typeof form === 'object') return outOfJson(text, form, command, file);
  if (form === 'script') return withoutLines(text, [failing(command)], false);
  const candidates = [
    ...wholes(form, command).map((lines) => withoutLines(text, lines, true)),
    ...[false, true].map((isJob) => withoutLines(text, block(form, command, isJob), false)),
  ];
  return candidates.find((without) => without !== null) ?? null;
}

// Not every runner stops at the first command that fails.
const failing = (command: string): string => `${command} || exit 1`;

/** Behind what a script begins with: its interpreter, comments, settings of the shell, what Husky wants to be loaded. */
const OPENING = /^\s*(?:#.*|set\s+[-+].*|(?:\.|source)\s.*husky\.sh.*)?$/;

function inScript(text: string | null, command: string): string {
  if (text === null || text.trim() === '') return `#!/bin/sh\n${failing(command)}\n`;
  const lines = text.split(/(?<=\n)/);
  if (/^#!/.test(text) && !/^#!.*\b(?:ba|da|z|k)?sh\b/.test(lines[0]!)) throw new SyntaxError('It is no shell script.');
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const first = lines.findIndex((line) => !OPENING.test(line.trimEnd()));
  // What explains the next command stays with it.
  let at = first < 0 ? lines.length : first;
  while (first >= 0 && at > 1 && /^\s*#(?!!)/.test(lines[at - 1]!)) at -= 1;
  const before = lines.slice(0, at).join('');
  const gap = before === '' || before.endsWith('\n') ? '' : eol;
  return `${before}${gap}${failing(command)}${eol}${lines.slice(at).join('')}`;
}

type JsonForm = Extract<HookForm, object>;

function inJson(text: string | null, form: JsonForm, command: string, file: string): string | null {
  const present = valueAt(text, form.path);
  if (present !== undefined && typeof present !== 'string') throw new SyntaxError('It is no command.');
  return mergeJson(text, nested(form.path, present ? joined(form, present, command) : command), file);
}

function outOfJson(text: string, form: JsonForm, command: string, file: string): string | null {
  const present = valueAt(text, form.path);
  if (typeof present !== 'string') return null;
  if (present === command) return dropMembers(text, [form.path], file);
  const [before, after] = joined(form, '\0', command).split('\0') as [string, string];
  const isJoined = present.startsWith(before) && present.endsWith(after);
  return isJoined
    ? mergeJson(text, nested(form.path, present.slice(before.length, present.length - after.length)), file)
    : null;
}

/** A failure of what was there is to stay one, and in brackets `exit 0` ends nothing else. */
const joined = ({ behind }: JsonForm, present: string, command: string): string =>
  behind ? `${present} && (${command})` : `${command} && ${present}`;

const nested = (path: string[], value: string): JsonObject =>
  path.reduceRight<JsonObject | string>((inner, key) => ({ [key]: inner }), value) as JsonObject;

function valueAt(text: string | null, path: string[]): unknown {
  const tree = parseTree((text ?? '').replace(/^\uFEFF/, ''), [], { allowTrailingComma: true });
  const node = tree && findNodeAtLocation(tree, path);
  return node && getNodeValue(node);
}

/** The lines of the entry, with two spaces for each level. */
const block = (form: 'lefthook' | 'pre-commit', command: string, isJob = false): string[] =>
  form === 'pre-commit'
    ? [
        '- repo: local',
        '  hooks:',
        '    - id: staged-secrets',
        '      name: Secrets in what is staged',
        `      entry: ${command}`,
        '      language: system',
        '      pass_filenames: false',
        '      always_run: true',
      ]
    : isJob
      ? ['- name: staged-secrets', `  run: ${command}`]
      : ['staged-secrets:', `  run: ${command}`];

/** What it comes to where nothing runs before a commit yet. */
const wholes = (form: 'lefthook' | 'pre-commit', command: string): string[][] =>
  form === 'pre-commit'
    ? [['repos:', ...indented(block(form, command), '  ')]]
    : [
        ['pre-commit:', '  commands:', ...indented(block(form, command), '    ')],
        ['commands:', ...indented(block(form, command), '  ')],
      ];

const indented = (lines: string[], indent: string): string[] => lines.map((line) => indent + line);

async function inYaml(text: string, form: 'lefthook' | 'pre-commit', command: string): Promise<string> {
  const { isMap, isSeq, parseDocument } = await import('./yaml');
  const document = parseDocument(text);
  if (document.errors.length > 0) throw new SyntaxError('It is no YAML.');
  const add = (path: string[], lines: string[]): string | null => {
    const node = document.getIn(path, true);
    const first = isMap(node) ? node.items[0]?.key : isSeq(node) ? node.items[0] : undefined;
    const start = (first as { range?: [number, number, number] } | undefined)?.range?.[0];
    if (start === undefined || (node as { flow?: boolean }).flow) return null;
    const result = behindKey(text, path.at(-1)!, start, lines);
    if (parseDocument(result).errors.length > 0) throw new SyntaxError('No safe place was found.');
    return result;
  };
  const added =
    form === 'pre-commit'
      ? add(['repos'], block(form, command))
      : (add(['pre-commit', 'jobs'], block(form, command, true)) ??
        add(['pre-commit', 'commands'], block(form, command)) ??
        add(['pre-commit'], wholes(form, command)[1]!));
  if (added !== null) return added;
  const key = form === 'pre-commit' ? 'repos' : 'pre-commit';
  if (document.has(key)) throw new SyntaxError('No safe place was found.');
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${gap}${text === '' ? '' : '\n'}${wholes(form, command)[0]!.join('\n')}\n`;
}

/** Lines ahead of the first item of a block, which begins at `start`: right behind the key, as far in as the item. */
function behindKey(text: string, key: string, start: number, lines: string[]): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const indent = /^\s*/.exec(line)![0];
  const head = text.slice(0, start);
  const keyLine = [...head.matchAll(new RegExp(`^\\s*['"]?${key}['"]?\\s*:[ \\t]*(?:#.*)?\\r?\\n`, 'gm'))].at(-1);
  if (!keyLine) throw new SyntaxError('No safe place was found.');
  const at = keyLine.index + keyLine[0].length;
  return (
    text.slice(0, at) +
    indented(lines, indent)
      .map((each) => each + eol)
      .join('') +
    text.slice(at)
  );
}

/** The text without these lines where they stand together, however far in, and nothing else is below the first of them. */
function withoutLines(text: string, lines: string[], isWhole: boolean): string | null {
  const all = text.split(/(?<=\n)/);
  const same = (at: number): boolean => lines.every((line, offset) => all[at + offset]?.trim() === line.trim());
  const at = all.findIndex((_, index) => same(index));
  if (at < 0 || (isWhole && isWithin(all[at]!, all.slice(at + lines.length)))) return null;
  return [...all.slice(0, at), ...all.slice(at + lines.length)].join('').replace(/\n\n$/, '\n');
}

/** Whether the first of the lines that says something still belongs to what the key begins. */
function isWithin(key: string, lines: readonly string[]): boolean {
  const next = lines.find((line) => !/^\s*(#.*)?$/.test(line)) ?? '';
  const depth = (line: string): number => line.length - line.trimStart().length;
  return next !== '' && (depth(next) > depth(key) || (depth(next) === depth(key) && next.trimStart().startsWith('-')));
}
