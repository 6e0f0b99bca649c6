import { Flow } from '../../../codemods/lib/flow/flow';
import { digestOf } from '../../../codemods/lib/passwords/digest';
import { type HelperDigest, helperDigest } from '../../../codemods/lib/passwords/hashed';
import { walk } from '../../../codemods/lib/walk';
import { requestShape } from '../../frameworks/index';
import type { Project, SourceFile } from '../../types';

const DIGESTS = /createHash|createHmac|md5|sha1|sha256|sha512/i;

/** General functions of the project that make a fast hash, and are called with passwords somewhere; each once. */
export function fastHelpers(project: Project): HelperDigest[] {
  const names = project.files.flatMap((file) => (DIGESTS.test(file.text) ? namesIn(project, file) : []));
  if (names.length === 0) return [];
  const called = new RegExp(`\\b(${[...new Set(names)].join('|')})\\s*\\(`);
  const found = project.files
    .filter(({ text, generated }) => !generated && /assw|pwd|\.pass\b/i.test(text) && called.test(text))
    .flatMap((file) => callsIn(project, file));
  return [...new Map(found.map((each) => [each.made, each])).values()];
}

/** What functions that hash are called: by their own name, or by the file's where they are all it exports. */
function namesIn(project: Project, { path, text }: SourceFile): string[] {
  const module = project.moduleOf(path);
  if (!module || !/export/.test(text)) return [];
  const names: string[] = [];
  walk(module.ast.program, (node, ancestors) => {
    if (node.type !== 'CallExpression' || !digestOf(module, project.resolver, node)) return;
    for (const outer of ancestors) {
      const own = 'id' in outer ? outer.id : 'key' in outer ? outer.key : 'left' in outer ? outer.left : null;
      if (own && typeof own === 'object' && 'type' in own)
        names.push(text.slice(own.start!, own.end!).split(/[.:\s]/).at(-1)!);
    }
    names.push(path.replace(/\.\w+$/, '').split('/').at(-1)!);
  });
  return names.filter((name) => /^\w+$/.test(name));
}

function callsIn(project: Project, { path }: SourceFile): HelperDigest[] {
  const module = project.moduleOf(path);
  if (!module) return [];
  const flow = new Flow(module, project.resolver, requestShape(project.framework));
  const found: HelperDigest[] = [];
  walk(module.ast.program, (node) => {
    const digest = node.type === 'CallExpression' ? helperDigest(flow, node) : null;
    // Of the same file it is found by what it is called with.
    if (digest) found.push(digest);
  });
  return found;
}
