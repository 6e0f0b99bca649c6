import type { Node } from '@babel/types';
import { lastName, memberName, unwrap } from '../../../codemods/lib/walk';
import type { Project, RuleContext } from '../../types';

const PACKAGES =
  /^(mongoose|mongodb|monk|mongoist|mongojs|@typegoose\/typegoose|@nestjs\/mongoose|papr|camaro|@fastify\/mongodb|fastify-mongodb|koa-mongo|marsdb)$/;
const OTHERS =
  /^(sequelize|sequelize-typescript|typeorm|@prisma\/client|knex|objection|@mikro-orm\/core|bookshelf|waterline|nedb|lowdb)$/;

/** Whether the app keeps its data in MongoDB. */
export const usesMongo = ({ manifest }: Project): boolean =>
  Object.keys(manifest.dependencies).some((name) => PACKAGES.test(name));

/** Whether a call's receiver is a collection or a model of MongoDB: by what it is, or by its name where nothing says otherwise. */
export function isMongo(context: RuleContext, receiver: Node): boolean {
  const node = unwrap(receiver);
  const made = kindOf(context, node);
  if (made) return made === 'mongo';
  const { dependencies, devDependencies } = context.project.manifest;
  const packages = Object.keys({ ...devDependencies, ...dependencies });
  if (!packages.some((name) => PACKAGES.test(name))) return false;
  const others = packages.some((name) => OTHERS.test(name));
  const name = lastName(node) ?? '';
  if (/(Col|Coll|Collection|Model)$/.test(name)) return true;
  // `User`, `db.User`: a model; `Object`, `Promise` and their like have no such methods.
  return (
    !others &&
    /^[A-Z]\w*[a-z]\w*$/.test(name) &&
    !/^(Object|Array|Promise|Map|Set|Reflect|Lodash|Repository)$/.test(name)
  );
}

/** What the receiver was made by, where that is known. */
function kindOf({ flow, module }: RuleContext, node: Node): 'mongo' | 'other' | null {
  const value = flow.resolver.resolve(module, node);
  if (value?.kind === 'package') return PACKAGES.test(value.name) ? 'mongo' : null;
  const made = value?.kind === 'node' ? value.node : node;
  if (made.type === 'CallExpression') {
    const method = made.callee.type === 'Identifier' ? made.callee.name : memberName(made.callee);
    if (method === 'collection' || method === 'model' || method === 'discriminator' || method === 'getModelForClass')
      return 'mongo';
    // monk: `db.get('users')`
    const isMonk =
      method === 'get' &&
      made.callee.type === 'MemberExpression' &&
      /^(db|monk)$/.test(lastName(made.callee.object) ?? '');
    if (isMonk) return 'mongo';
    if (method === 'define' || method === 'getRepository') return 'other';
  }
  if (made.type === 'NewExpression' && /Collection$/.test(lastName(made.callee as Node) ?? '')) return 'mongo';
  if (/^(Array|Object|New)Expression$|Literal$/.test(made.type) && made !== node) return 'other';
  return null;
}
