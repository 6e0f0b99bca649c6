import type { Node } from '@babel/types';
import type { Module, Resolver } from '../resolve';
import { escapeRegExp, withWord } from '../text';
import { keyName, lastName, literalText, unwrap, walk } from '../walk';

/** A table or collection as the code declares it. */
export interface Model {
  fields: string[];
  /** Something says what of a row may leave: a transformation, a scope, a field that is not selected. */
  hides: boolean;
}

/** Whether a text may declare models. */
export const mayHaveModels = withWord(
  ['model', 'define', 'init', 'Schema', 'Entity', 'Table', 'Model'],
  /\bmodel\s*[<(]|\.define\(|\.init\(|new (mongoose\.)?Schema\b|@(Entity|Table|Schema)\(|extends (\w+\.)?Model\b/,
);
const HIDES =
  /toJSON|toObject|select:\s*false|hidden\s*:|private\s*:\s*true|@Exclude|excludeExtraneous|defaultScope|\$formatJson|\$afterFind|protectedAttributes|transform\s*[:(]|\bomit\b/;

/** The name of a model however it is written: `User`, `UserModel`, `usersRepository` and `prisma.user` are one. */
export const modelKey = (name: string): string =>
  name
    .replace(/^_+/, '')
    .replace(/(Entity|Model|Repository|Repo|Collection|Schema|Dao|DAO|Col)$/, '')
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/s$/, '');

/** Whether a text may declare a model of that key. */
export function mayDeclare(text: string, key: string): boolean {
  // `categories` are of `category`.
  const name = `_*${escapeRegExp(key.replace(/y$/, ''))}`;
  return new RegExp(
    `(define|model)\\s*(<[^()]*>)?\\(\\s*['"\`]${name}|\\bclass\\s+${name}|\\b${name}\\w*\\.init\\(`,
    'i',
  ).test(text);
}

/** The models that a file declares, by key. */
export function modelsIn(module: Module, resolver: Resolver): Map<string, Model> {
  const found = new Map<string, Model>();
  const hides = HIDES.test(module.text);
  const add = (name: string | null | undefined, fields: string[]): void => {
    if (name && fields.length > 0) found.set(modelKey(name), { fields, hides });
  };
  walk(module.ast.program, (node) => {
    if (node.type === 'CallExpression') {
      const method = lastName(node.callee) ?? '';
      const [first, second] = node.arguments;
      const name = first ? literalText(first) : null;
      if (/^(define|model)$/.test(method) && name !== null && second) add(name, fieldsOf(module, resolver, second));
      if (method === 'init' && first && node.callee.type === 'MemberExpression')
        add(lastName(node.callee.object), fieldsOf(module, resolver, first));
    } else if (node.type === 'ClassDeclaration' && isEntity(node)) {
      add(
        node.id?.name,
        node.body.body.flatMap((each) => (each.type === 'ClassProperty' ? (keyName(each) ?? []) : [])),
      );
    }
  });
  return found;
}

const isEntity = (node: Extract<Node, { type: 'ClassDeclaration' }>): boolean =>
  /Model$/.test((node.superClass && lastName(node.superClass)) ?? '') ||
  (node.decorators ?? []).some(({ expression }) =>
    /^(Entity|Table|Schema)$/.test(
      lastName(expression.type === 'CallExpression' ? expression.callee : expression) ?? '',
    ),
  );

/** The fields of an object literal, of a schema that is made from one, or of a name for either. */
function fieldsOf(module: Module, resolver: Resolver, node: Node): string[] {
  const value = resolver.resolve(module, node);
  const inner = value?.kind === 'node' ? unwrap(value.node) : unwrap(node);
  if (inner.type === 'NewExpression') {
    const [fields] = inner.arguments;
    return fields && value?.kind === 'node' ? fieldsOf(value.module, resolver, fields) : [];
  }
  if (inner.type !== 'ObjectExpression') return [];
  return inner.properties.flatMap((each) => keyName(each) ?? []);
}

/** The models of a schema of Prisma. */
export function prismaModels(text: string): Map<string, Model> {
  const blocks = [...text.matchAll(/^model\s+(\w+)\s*\{([^}]*)\}/gm)];
  return new Map(
    blocks.map(([, name, body]) => [
      modelKey(name!),
      { fields: [...body!.matchAll(/^[ \t]+(\w+)[ \t]+\w/gm)].map(([, field]) => field!), hides: false },
    ]),
  );
}
