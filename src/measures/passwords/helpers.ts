import type { Node } from '@babel/types';
import { Flow } from '../../../codemods/lib/flow/flow';
import { type Digest, digestOf } from '../../../codemods/lib/passwords/digest';
import { helperDigest } from '../../../codemods/lib/passwords/hashed';
import { isFunction, walk } from '../../../codemods/lib/walk';
import { requestShape } from '../../frameworks/index';
import type { RuleContext } from '../../types';
import { oncePerProject } from '../once';
import { scanned } from '../scanned';

type Call = Extract<Node, { type: 'CallExpression' }>;

/**
 * The fast hash of a function that hashes anything, `md5(text)`, where another file calls it with a password: it is shown
 * where it stands as well, since that is where to mend it.
 */
export function generalDigest(context: RuleContext, node: Call): Digest | null {
  const { module, resolver, project } = context;
  const digest = digestOf(module, resolver, node);
  const fn = digest && module.scopes.functionAround(node);
  const parameter = isFunction(fn) ? fn.params[0] : undefined;
  const isGeneral =
    parameter?.type === 'Identifier' &&
    digest?.inputs.some((input) => input.type === 'Identifier' && input.name === parameter.name);
  if (!digest || !isGeneral || !/\bexport/.test(module.text)) return null;
  const calls = new RegExp(`\\b(${namesOf(context, node).join('|')})\\s*\\(`);
  const named = filesWithPasswords(project);
  const isWanted = (text: string, file: string): boolean => named.has(file) && file !== module.path && calls.test(text);
  const shape = requestShape(project.framework);
  const isCalled = scanned(project, isWanted).some(({ module: caller }) =>
    callsWithPassword(new Flow(caller, resolver, shape), module.path, digest.node.start!),
  );
  return isCalled ? digest : null;
}

/** Every digest of a helper asks. */
const filesWithPasswords = oncePerProject((project): Set<string> => {
  const scan = project.scan();
  return new Set(scan.sources.filter((file) => /assw|pwd|\.pass\b/i.test(scan.read(file) ?? '')));
});

/** What a function may be called by: names around it, and the file's own. */
function namesOf({ module }: RuleContext, node: Node): string[] {
  const names = [
    module.path
      .replace(/\.\w+$/, '')
      .split('/')
      .at(-1)!,
  ];
  for (let at = module.scopes.parents.get(node); at; at = module.scopes.parents.get(at)) {
    const own = 'id' in at ? at.id : 'key' in at ? at.key : 'left' in at ? at.left : null;
    if (own && typeof own === 'object' && 'start' in own)
      names.push(module.text.slice(own.start!, own.end!).split(/[.:\s]/).at(-1)!); // prettier-ignore
  }
  return names.filter((name) => /^\w+$/.test(name));
}

function callsWithPassword(flow: Flow, file: string, start: number): boolean {
  let found = false;
  walk(flow.module.ast.program, (node) => {
    const digest = !found && node.type === 'CallExpression' ? helperDigest(flow, node) : null;
    found ||= digest?.file === file && digest.made.start === start;
    return !found;
  });
  return found;
}
