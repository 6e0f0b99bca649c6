import type { Node } from '@babel/types';
import type { Module } from '../../../codemods/lib/resolve';
import { isFunction, keyName, memberName, walk } from '../../../codemods/lib/walk';
import type { Project } from '../../types';
import { oncePerProject } from '../once';

interface Answering {
  file: string;
  fn: Node;
  /** Only administrators reach it, by the names of what stands in front. */
  forAdmins: boolean;
  /** Methods that it calls. */
  calls: ReadonlySet<string>;
}

const handlers = oncePerProject(({ routes }): Answering[] =>
  routes.flatMap(({ guards, handlers }) => {
    const last = handlers.at(-1);
    if (!last?.fn || last.fnFile === null) return [];
    const forAdmins = guards.some((guard) => /admin/i.test(guard));
    return [{ file: last.fnFile, fn: last.fn, forAdmins, calls: methodsIn(last.fn) }];
  }),
);

function methodsIn(fn: Node): Set<string> {
  const found = new Set<string>();
  walk(fn, (node) => {
    const name = node.type === 'CallExpression' ? memberName(node.callee) : null;
    if (name !== null) found.add(name);
  });
  return found;
}

/** Whether only administrators are told, by a handler or by the method of a service that it calls: they may know. */
export function isToldToAdmins(project: Project, module: Module, leak: Node): boolean {
  const isAround = ({ file, fn }: Answering): boolean =>
    file === module.path && fn.start! <= leak.start! && leak.end! <= fn.end!;
  const all = handlers(project);
  const around = all.filter(isAround);
  if (around.length > 0) return around.every(({ forAdmins }) => forAdmins);
  const fn = module.scopes.functionAround(leak);
  const name = isFunction(fn) && fn.type === 'ClassMethod' ? keyName(fn) : null;
  const callers = name === null ? [] : all.filter(({ calls }) => calls.has(name));
  return callers.length > 0 && callers.every(({ forAdmins }) => forAdmins);
}
