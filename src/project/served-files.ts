import { join } from 'node:path';
import { escapeRegExp } from '../../codemods/lib/text';
import type { FrameworkDialect } from '../frameworks/index';
import { readTextSync } from './read';
import type { Sources } from './sources';

const FOLDERS = ['', 'src', 'server', 'api', 'app', 'backend', 'lib', 'bin'];
const SERVES = /\blisten\(|\bserve\(|\bcreateServer\(|\bcreate\(/;
const OTHER = /test|spec|config|example|sample|demo|bench|mock|stub|fixture|dev|script/i;

/**
 * Files near the root, whatever they are called, that import the framework and serve something, by their text: for where
 * neither package.json nor the usual names lead to an app.
 */
export function servedFiles(sources: Sources, { package: name }: FrameworkDialect): string[] {
  const imports = new RegExp(`(?:from|require\\(|import)\\s*['"]${escapeRegExp(name)}['"]`);
  const isOne = (path: string): boolean => {
    const text = textOf(join(sources.root, path));
    return imports.test(text) && SERVES.test(text);
  };
  return FOLDERS.flatMap((folder) => sources.filesIn(folder)).filter((path) => !OTHER.test(path) && isOne(path));
}

function textOf(path: string): string {
  try {
    return readTextSync(path);
  } catch {
    return '';
  }
}
