import type { Node } from '@babel/types';
import type { Module, Resolver } from '../resolve';
import { assignedMember } from '../exports';
import { type Binding, requiredSource } from '../scope';
import { isFunction, memberName, unwrap } from '../walk';
import { fieldDeclaration, importSource } from './declared';
import { byName, type Driver, driverOfPackage } from './packages';

/** Methods that hand a connection or a transaction to their callback, or to whoever waits for their promise. */
const HANDS_ON =
  /^(getConnection|connect|transaction|\$transaction|tx|task|txIf|taskIf|begin|acquire|then|open|execute)$/;
const DEPTH = 12;

/** What a receiver talks to the database with; null where nothing says so. */
export function driverOf(module: Module, resolver: Resolver, expression: Node, depth = 0): Driver | null {
  const node = unwrap(expression);
  if (depth > DEPTH) return null;
  const value = resolver.resolve(module, node);
  const resolved =
    value?.kind === 'package'
      ? driverOfPackage(value.name, value.path)
      : value?.kind === 'node'
        ? ofNode(value.module, resolver, value.node, depth + 1)
        : null;
  return (
    resolved ??
    byType(module, resolver, node, depth + 1) ??
    byBinding(module, resolver, node, depth + 1) ??
    byName(node)
  );
}

/** A name that is assigned more than once, here or where it is imported from: whatever it holds speaks to the same. */
function byBinding(module: Module, resolver: Resolver, node: Node, depth: number): Driver | null {
  const of = (at: Module, each: Node | null | undefined): Driver | null =>
    each ? driverOf(at, resolver, each, depth) : null;
  const elsewhere = (source: string | null, name: string): Driver | null => {
    const target = source === null ? null : resolver.host.load(source, module);
    return target === null || typeof target === 'string' ? null : of(target, exportOf(target, name));
  };
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier') {
    const { name } = node.object;
    const binding = module.scopes.lookup(name, node.object);
    return elsewhere(binding && wholeFrom(binding), memberName(node) ?? '');
  }
  const binding = node.type === 'Identifier' ? module.scopes.lookup(node.name, node) : null;
  if (!binding) return null;
  const { kind, imported, init, path, assignments } = binding;
  if (kind === 'import') return elsewhere(binding.source, imported ?? 'default');
  const required = init && requiredSource(unwrap(init));
  if (required && path.length <= 1) return elsewhere(required, path[0] ?? 'default');
  if (kind !== 'variable' || path.length > 0) return null;
  const drivers = new Set([init, ...assignments].flatMap((each) => of(module, each) ?? []));
  return drivers.size === 1 ? [...drivers][0]! : null;
}

/** The module that a name stands for as a whole. */
function wholeFrom({ kind, source, imported, init, path }: Binding): string | null {
  if (kind === 'import') return imported === '*' || imported === 'default' ? source : null;
  return init && path.length === 0 ? requiredSource(unwrap(init)) : null;
}

function exportOf({ exports: { named, assigned } }: Module, name: string): Node | null {
  const own = named.get(name);
  if (own || !assigned) return own ?? null;
  return name === 'default' ? assigned : assignedMember(unwrap(assigned), name);
}

function ofNode(module: Module, resolver: Resolver, node: Node, depth: number): Driver | null {
  if (depth > DEPTH) return null;
  switch (node.type) {
    case 'NewExpression': {
      const { callee } = node;
      const known = driverOf(module, resolver, callee, depth);
      return known ?? (callee.type === 'MemberExpression' ? driverOf(module, resolver, callee.object, depth) : null);
    }
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.superClass ? driverOf(module, resolver, node.superClass, depth) : null;
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'TaggedTemplateExpression':
      return ofCall(module, resolver, node.type === 'TaggedTemplateExpression' ? node.tag : node.callee, depth + 1);
    case 'Identifier': {
      const binding = module.scopes.lookup(node.name, node);
      return binding?.kind === 'parameter' ? ofParameter(module, resolver, binding, depth) : null;
    }
    default:
      return null;
  }
}

/** `mysql.createPool()`, `pool.connect()`, `knex(config)`, `pgp(url)`: what comes of a driver's value is the driver's. */
function ofCall(module: Module, resolver: Resolver, called: Node, depth: number): Driver | null {
  const callee = unwrap(called);
  const value = resolver.resolve(module, callee);
  if (value?.kind === 'package') return driverOfPackage(value.name, value.path);
  if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression')
    return driverOf(module, resolver, callee.object, depth);
  if (value?.kind === 'node' && value.node.type === 'CallExpression')
    return ofNode(value.module, resolver, value.node, depth);
  return null;
}

/** A parameter by its type, or by what calls the function: `pool.getConnection((err, connection) => …)`. */
function ofParameter(module: Module, resolver: Resolver, binding: Binding, depth: number): Driver | null {
  const { identifier, declaration, index } = binding;
  const typed = typedAs(module, resolver, identifier, depth);
  if (typed) return typed;
  const call = module.scopes.parents.get(declaration);
  if (!isFunction(declaration) || call?.type !== 'CallExpression' || call.callee === declaration) return null;
  const method = memberName(call.callee) ?? '';
  const isError = index === 0 && declaration.params.length > 1 && /^(getConnection|connect)$/.test(method);
  if (!HANDS_ON.test(method) || isError || call.callee.type !== 'MemberExpression') return null;
  return driverOf(module, resolver, call.callee.object, depth);
}

function byType(module: Module, resolver: Resolver, node: Node, depth: number): Driver | null {
  if (node.type === 'Identifier') {
    const binding = module.scopes.lookup(node.name, node);
    if (!binding) return null;
    if (binding.kind === 'parameter') return ofParameter(module, resolver, binding, depth);
    return binding.kind === 'variable' ? typedAs(module, resolver, binding.identifier, depth) : null;
  }
  const name = memberName(node);
  if (name === null || !('object' in node) || (node.object as Node).type !== 'ThisExpression') return null;
  const declared = fieldDeclaration(module, node, name);
  return declared && typedAs(module, resolver, declared, depth);
}

/** By the type that stands at the declaration: `Pool`, `mysql.Connection`, `Repository<User>`, `PrismaService`. */
function typedAs(module: Module, resolver: Resolver, declared: Node, depth: number): Driver | null {
  const annotation = 'typeAnnotation' in declared ? (declared.typeAnnotation as Node | null | undefined) : null;
  const type = annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : null;
  if (type?.type !== 'TSTypeReference') return null;
  let name: Node = type.typeName;
  while (name.type === 'TSQualifiedName') name = name.left;
  if (name.type !== 'Identifier') return null;
  const source = importSource(module, name.name);
  const driver = source === null ? null : driverOfPackage(source);
  if (driver) return driver;
  const value = resolver.resolve(module, name);
  if (value?.kind === 'package') return driverOfPackage(value.name, value.path);
  if (value?.kind === 'node') return ofNode(value.module, resolver, value.node, depth);
  return /^Prisma(Service|Client)$/.test(name.name) ? 'prisma' : null;
}
