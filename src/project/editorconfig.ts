import { join } from 'node:path';
import type { Style } from '../types';
import { globMatcher } from './globs';
import { readTextIfExists, stripBom } from './paths';

type Properties = Record<string, string>;

/** Indentation, line end and quote that EditorConfig files ask for in source files; `folders` from the inside out. */
export async function readEditorConfig(folders: string[]): Promise<Partial<Style>> {
  let found: Properties = {};
  for (const folder of folders) {
    const source = await readTextIfExists(join(folder, '.editorconfig'));
    if (source === null) continue;
    const { root, properties } = readSections(stripBom(source).toLowerCase());
    found = { ...properties, ...found };
    if (root) break;
  }
  return toStyle(found);
}

function readSections(source: string): { root: boolean; properties: Properties } {
  let applies: boolean | null = null;
  let root = false;
  const properties: Properties = {};
  for (const line of source.split(/\r?\n/).map((text) => text.trim())) {
    const section = /^\[(.*)\]$/.exec(line)?.[1];
    if (section !== undefined) applies = matchesSource(section);
    const [, key, value] = /^([^#;=:\s]+)\s*[=:]\s*(.*?)(?:\s[#;].*)?$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    if (applies === null && key === 'root') root = value === 'true';
    if (applies) properties[key] = value;
  }
  return { root, properties };
}

/** Whether a section's glob matches a source file beside the app. */
function matchesSource(glob: string): boolean {
  const matches = globMatcher(glob.replace(/^\/?(?:\*\*\/)?/, '').replace(/\[[^\]]*\]/g, '?'));
  return matches('index.js') || matches('index.ts');
}

function toStyle(properties: Properties): Partial<Style> {
  const size = Number(properties['indent_size'] === 'tab' ? properties['tab_width'] : properties['indent_size']);
  const tabs = properties['indent_style'] === 'tab';
  const quote = { single: "'", double: '"' }[properties['quote_type'] ?? ''] as Style['quote'] | undefined;
  const eol = { lf: '\n', crlf: '\r\n' }[properties['end_of_line'] ?? ''] as Style['eol'] | undefined;
  return {
    ...(tabs ? { indent: '\t' } : size > 0 && size <= 8 ? { indent: ' '.repeat(size) } : {}),
    ...(eol ? { eol } : {}),
    ...(quote ? { quote } : {}),
  };
}
