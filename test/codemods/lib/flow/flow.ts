import { Source } from '../../../../codemods/lib/source';
import { Flow } from '../../../../codemods/lib/flow/flow';
import { walk } from '../../../../codemods/lib/walk';
import { requestShape } from '../../../../src/frameworks/index';
import type { Node } from '@babel/types';

/** The arguments of every `show(…)` in a file, with what the flow knows of them. */
export function shown(text: string, framework: 'express' | 'fastify' | 'koa' | 'nestjs' | 'hono' = 'express') {
  const source = Source.open('file.ts', text);
  if (!source) throw new Error('The file of the test does not parse.');
  const server = { id: framework === 'nestjs' ? ('express' as const) : framework, major: 5 };
  const shape = requestShape({ id: framework, version: '5.0.0', major: 5, server });
  const flow = new Flow(source.module, source.resolver, shape);
  const nodes: Node[] = [];
  walk(source.ast.program, (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'show')
      nodes.push(...node.arguments);
  });
  return { flow, nodes };
}

/** Where each shown value comes from. */
export function originsOf(text: string, framework?: Parameters<typeof shown>[1]): string[] {
  const { flow, nodes } = shown(text, framework);
  return nodes.map((node) => flow.originOf(node));
}

/** What each shown value reads of the request: `body.user.name`. */
export function readsOf(text: string, framework?: Parameters<typeof shown>[1]): (string | null)[] {
  const { flow, nodes } = shown(text, framework);
  return nodes.map((node) => {
    const read = flow.read(node);
    return read && [read.part, ...read.path].join('.');
  });
}

/** The text that each shown value makes: what stands in the code as it is, the rest as `{source}`. */
export function textsOf(text: string): string[] {
  const { flow, nodes } = shown(text);
  return nodes.map((node) =>
    flow
      .pieces(node)
      .map((piece) => (piece.kind === 'text' ? piece.text : `{${text.slice(piece.node.start!, piece.node.end!)}}`))
      .join(''),
  );
}
