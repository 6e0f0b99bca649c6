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
      isOneLine(result, path.slice(0, -1)) ? inline(result, path, value) : spread(result, path, value),
    );
  }
  if (result === source) return null;
  parseObject(result, file);
  return bom + result;
}

/** The JSON text without these members, or null where it has none of them. An object that is left empty stays. */
export function dropMembers(text: string, paths: readonly string[][], file = 'package.json'): string | null {
  let result = text.replace(/^\uFEFF/, '');
  const bom = text.slice(0, text.length - result.length);
  refuseRepeated(result, paths, file);
  for (const path of paths) {
    const tree = parseTree(result, [], { allowTrailingComma: true });
    if (!tree || !findNodeAtLocation(tree, path)) continue;
    // Formatting would break an object on one line into lines, and without it blanks would go as well.
    result = isOneLine(result, path.slice(0, -1))
      ? withoutInline(result, tree, path)
      : applyEdits(result, modify(result, path, undefined, { formattingOptions: formattingOf(result) }));
  }
  return bom + result === text ? null : bom + result;
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

/** jsonc-parser's formatting would break a list or object that stands on one line into lines. */
function inline(text: string, path: JSONPath, value: Json): EditResult {
  const spaced = (content: string) => content.replace(/^,/, ', ').replace(/,$/, ', ');
  return modify(text, path, value, insertion(path)).map((edit) => ({ ...edit, content: spaced(edit.content) }));
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
      const next = names.findIndex((other) => other.localeCompare(name, 'en') > 0);
      return next === -1 ? names.length : next;
    },
  };
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
