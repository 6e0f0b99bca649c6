import type { Node } from '@babel/types';
import type { Module } from '../../codemods/lib/resolve';
import type { MiddlewareCall, Project } from '../types';

/** A node with the file it stands in. */
export interface Located {
  file: string;
  node: Node;
}

/** What an expression of a file stands for, through names and imports; itself where that is not known. */
export function valueOf(project: Project, file: string, node: Node): Located {
  const module: Module | null = project.moduleOf(file);
  const value = module && project.resolver.resolve(module, node);
  return value?.kind === 'node' ? { file: value.module.path, node: value.node } : { file, node };
}

/** The first argument of a middleware's call, also where a name stands for it; null without any. */
export function optionsOf(project: Project, call: MiddlewareCall): Located | null {
  const [first] = call.arguments;
  return first ? valueOf(project, call.file, first) : null;
}
