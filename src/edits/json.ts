import {
  applyEdits,
  findNodeAtLocation,
  modify,
  parse,
  parseTree,
  type Node,
  type EditResult,
  type FormattingOptions,
  type JSONPath,
  type ModificationOptions,
  type ParseError,
} from 'jsonc-parser';
import { UserError } from '../errors';
import type { Json, JsonObject } from '../types';
import { refuseRepeated } from './repeated-keys';

/**
 * The JSON text with `merge` merged in, or null where it holds all of it already. Objects are merged key by key, lists
 * get the elements they lack, other values are replaced; comments and formatting stay. A text of null stands for a file
 * that does not exist. Throws SyntaxError where the text is not an object in JSON (comments and trailing commas are
 * tolerated), and UserError 3 where a key that stands twice in `file`, of which the last one counts, is in the way.
 */
export function mergeJson(text: string | null, merge: JsonObject, file = 'package.json'): string | null {
  if (text === null || text.replace(/^\uFEFF/, '').trim() === '') return `${JSON.stringify(merge, null, 2)}\n`;
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const source = text.slice(bom.length);
  let result = source;
  const wanted = differences(parseObject(source, file), merge);
  refuseRepeated(
    source,
    wanted.map(({ path }) => path),
    file,
  );
  for (const { path, value } of wanted) {
    result = applyEdits(
      result,
      isOneLine(result, path.slice(0, -1))
        ? inline(result, path, value)
        : (ownLine(result, path, value, file) ?? spread(result, path, value)),
    );
  }
  if (result === source) return null;
  parseObject(result, file);
  return bom + result;
}

/** The JSON text without these members, or null where it has none of them. An object that had nothing else goes as well. */
export function dropMembers(text: string, paths: readonly string[][], file = 'package.json'): string | null {
  let result = text.replace(/^\uFEFF/, '');
  const bom = text.slice(0, text.length - result.length);
  refuseRepeated(result, paths, file);
  for (const each of paths) {
    const tree = parseTree(result, [], { allowTrailingComma: true });
    if (!tree || !findNodeAtLocation(tree, each)) continue;
    const path = outermost(tree, each);
    // Formatting would break an object on one line into lines, and without it blanks would go as well.
    result = isOneLine(result, path.slice(0, -1))
      ? withoutInline(result, tree, path)
      : applyEdits(result, modify(result, path, undefined, { formattingOptions: formattingOf(result) }));
  }
  return bom + result === text ? null : bom + result;
}

/** The member, or the object around it that has no other. */
function outermost(tree: Node, path: string[]): string[] {
  const around = path.slice(0, -1);
  const isAlone = around.length > 0 && findNodeAtLocation(tree, around)!.children!.length === 1;
  return isAlone ? outermost(tree, around) : path;
}

/** Of `{ "a": 1, "b": 2 }`, the member goes with the comma on one side of it. */
function withoutInline(text: string, tree: Node, path: readonly string[]): string {
  const object = findNodeAtLocation(tree, path.slice(0, -1))!;
  const { children = [] } = object;
  if (children.length === 1) return `${text.slice(0, object.offset)}{}${text.slice(object.offset + object.length)}`;
  const at = children.findIndex(({ children: [key] = [] }) => key?.value === path.at(-1));
  const [before, member, next] = [children[at - 1], children[at]!, children[at + 1]];
  const start = before && !next ? before.offset + before.length : member.offset;
  return text.slice(0, start) + text.slice(next?.offset ?? member.offset + member.length);
}

function parseObject(source: string, file: string): JsonObject {
  const errors: ParseError[] = [];
  const value = parsed(source, errors, file);
  if (errors.length > 0 || !isObject(value as Json)) throw new SyntaxError('The file is not an object in JSON.');
  return value as JsonObject;
}

function parsed(source: string, errors: ParseError[], file: string): unknown {
  try {
    return parse(source, errors, { allowTrailingComma: true });
  } catch {
    // The parser calls itself for each level, and the stack has an end.
    throw new UserError(`${file} is nested too deeply.`, 'Take out what nests that deep, and run again.');
  }
}

/** The smallest changes that make `current` hold `merge`. */
function differences(current: JsonObject, merge: JsonObject, path: JSONPath = []): { path: JSONPath; value: Json }[] {
  return Object.entries(merge).flatMap(([key, wanted]) => {
    const here = [...path, key];
    const value = Object.hasOwn(current, key) ? current[key] : undefined;
    if (value !== undefined && isObject(value) && isObject(wanted)) return differences(value, wanted, here);
    if (Array.isArray(value) && Array.isArray(wanted)) {
      const lacking = wanted.filter((item) => !value.some((other) => same(item, other)));
      return lacking.map((item, offset) => ({ path: [...here, value.length + offset], value: item }));
    }
    return value !== undefined && same(value, wanted) ? [] : [{ path: here, value: wanted }];
  });
}

function spread(text: string, path: JSONPath, value: Json): EditResult {
  return modify(text, path, value, { formattingOptions: formattingOf(text), ...insertion(path) });
}

/**
 * A new member of an object that has others, each on lines of its own: jsonc-parser's formatting would format the member
 * before it as well. Null where there is no such object.
 */
function ownLine(text: string, path: JSONPath, value: Json, file: string): EditResult | null {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const parent = tree && (path.length > 1 ? findNodeAtLocation(tree, path.slice(0, -1)) : tree);
  const members = parent?.type === 'object' ? parent.children! : [];
  const names = members.map(({ children }) => children![0]!.value as string);
  const name = String(path.at(-1));
  if (members.length === 0 || names.includes(name)) return null;
  const { eol } = formattingOf(text);
  const lineStart = /[ \t]*$/.exec(text.slice(0, members[0]!.offset))![0];
  const member = `${JSON.stringify(name)}: ${printed(text, value, lineStart, file)}`;
  const at = insertion(path).getInsertionIndex?.(names) ?? names.length;
  if (at === 0) return [{ offset: members[0]!.offset, length: 0, content: `${member},${eol}${lineStart}` }];
  const end = members[at - 1]!.offset + members[at - 1]!.length;
  // A comment behind the member before stays with it.
  const [rest, comma, comment] = /^([ \t]*,?)[ \t]*(\/\/[^\r\n]*)?/.exec(text.slice(end))!;
  const added = eol! + lineStart + member;
  if (!comment) return [{ offset: end, length: 0, content: `,${added}` }];
  if (comma!.includes(',')) return [{ offset: end + rest.length, length: 0, content: `${added},` }];
  return [
    { offset: end, length: 0, content: ',' },
    { offset: end + rest.length, length: 0, content: added },
  ];
}

/** As it is written in the file: lists on one line, but for package.json, which package managers write. */
function printed(text: string, value: Json, indent: string, file: string): string {
  const { eol, insertSpaces, tabSize } = formattingOf(text);
  const isManaged = file.endsWith('package.json');
  const print = (each: Json, base: string): string => {
    if (Array.isArray(each) && !isManaged)
      return JSON.stringify(each, null, 1)
        .replace(/\n\s*/g, ' ')
        .replace(/\[ | \]/g, (bracket) => bracket.trim());
    if (!isObject(each) || Object.keys(each).length === 0)
      return JSON.stringify(each, null, insertSpaces ? tabSize : '\t').replaceAll('\n', eol + base);
    const inner = base + (insertSpaces ? ' '.repeat(tabSize!) : '\t');
    const lines = Object.entries(each).map(([key, own]) => `${inner}${JSON.stringify(key)}: ${print(own, inner)}`);
    return `{${eol}${lines.join(`,${eol}`)}${eol}${base}}`;
  };
  return print(value, indent);
}

/** jsonc-parser's formatting would break a list or object that stands on one line into lines. */
function inline(text: string, path: JSONPath, value: Json): EditResult {
  return modify(text, path, value, insertion(path)).map(({ offset, length, content }) => {
    // In front of the first member it would stand right behind the bracket.
    const gap = content.endsWith(',') ? /^[ \t]*/.exec(text.slice(offset))![0] : '';
    return {
      offset: offset + gap.length,
      length,
      content: content.replace(/^,/, ', ').replace(/,$/, `,${gap || ' '}`),
    };
  });
}

function isOneLine(text: string, path: JSONPath): boolean {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const node = tree && findNodeAtLocation(tree, path);
  if (!node?.children?.length) return false;
  return !text.slice(node.offset, node.offset + node.length).includes('\n');
}

/** Package managers keep these lists in order: a name goes before the first one that is greater. */
function insertion(path: JSONPath): ModificationOptions {
  if (!/dependencies$/i.test(String(path.at(-2)))) return {};
  const name = String(path.at(-1));
  return {
    getInsertionIndex: (names) => {
      const next = names.findIndex((other) => isBehind(other, name));
      return next === -1 ? names.length : next;
    },
  };
}

const KINDS_IN_ORDER = [/^$/, /^[-_.~@/]$/, /^[a-z\d]$/];
const kindOf = (character: string): number => KINDS_IN_ORDER.findIndex((kind) => kind.test(character));

/** By the order of English: an end, signs, digits, letters. Anything else is in tables, which take 13 ms to load. */
function isBehind(other: string, name: string): boolean {
  let at = 0;
  while (at < name.length && name[at] === other[at]) at += 1;
  const [a, b] = [other[at] ?? '', name[at] ?? ''];
  const [ofOther, ofName] = [kindOf(a), kindOf(b)];
  const isKnown = ofOther >= 0 && ofName >= 0 && (ofOther !== ofName || ofOther === KINDS_IN_ORDER.length - 1);
  if (!isKnown) return other.localeCompare(name, 'en') > 0;
  return ofOther === ofName ? a > b : ofOther > ofName;
}

function formattingOf(source: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(source)?.[1] ?? '  ';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: /\r?\n/.exec(source)?.[0] ?? '\n',
  };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function same(a: Json, b: Json): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, at) => same(item, b[at] ?? null));
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key] ?? null, b[key] ?? null))
  );
}
