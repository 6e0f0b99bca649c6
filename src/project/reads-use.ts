import type { Node } from '@babel/types';
import type { Module } from '../../codemods/lib/resolve';
import { literalText, memberName } from '../../codemods/lib/walk';
import { isConditional } from './references';

/** What one use of a request's field says about it. */
export interface Use {
  type: 'string' | 'scalar' | 'unknown';
  /** `needed`: fails without it · `sometimes`: on some paths · `guarded`: the handler deals with its absence · `written`: assigned, not read */
  need: 'needed' | 'sometimes' | 'maybe' | 'guarded' | 'written';
  /** The handler looks what type it has, so it takes several. */
  checksType?: boolean;
}

const STRING_METHODS =
  /^(trim\w*|toLowerCase|toUpperCase|split|substring|substr|replace\w*|match\w*|startsWith|endsWith|charAt|charCodeAt|pad\w+|normalize|localeCompare|toLocale\w+)$/;
const HASHES = /^(compare(Sync)?|hash(Sync)?|verify)$/;
const CONVERSIONS = /^(parseInt|parseFloat|Number|String|BigInt|encodeURIComponent|escape|escapeHtml)$/;

/** Reads a use off the syntax around the expression. What only some paths of the function need may be missing. */
export function useOf(module: Module, fn: Node, expression: Node): Use {
  const use = useWhereItStands(module, expression);
  return use.need === 'needed' && isConditional(module, fn, expression) ? { ...use, need: 'sometimes' } : use;
}

function useWhereItStands(module: Module, expression: Node): Use {
  const parent = module.scopes.parents.get(expression);
  if (!parent) return { type: 'unknown', need: 'maybe' };
  switch (parent.type) {
    case 'MemberExpression':
      if (parent.object !== expression) return { type: 'scalar', need: 'maybe' };
      return { type: STRING_METHODS.test(memberName(parent) ?? '') ? 'string' : 'unknown', need: 'needed' };
    case 'OptionalMemberExpression':
      return { type: STRING_METHODS.test(memberName(parent) ?? '') ? 'string' : 'unknown', need: 'guarded' };
    case 'TemplateLiteral':
      return { type: 'scalar', need: 'maybe' };
    case 'BinaryExpression':
      return compared(parent, expression);
    case 'CallExpression':
    case 'NewExpression':
      return passed(parent);
    case 'AssignmentExpression':
      return { type: 'unknown', need: parent.left === expression ? 'written' : 'maybe' };
    case 'UnaryExpression':
      if (parent.operator === 'typeof') return { type: 'unknown', need: 'guarded', checksType: true };
      return { type: 'unknown', need: parent.operator === '!' ? 'guarded' : 'maybe' };
    case 'LogicalExpression':
    case 'IfStatement':
    case 'ConditionalExpression':
      return { type: 'unknown', need: 'guarded' };
    default:
      return { type: 'unknown', need: 'maybe' };
  }
}

/** Comparing with a constant works without a value (`?verbose=true`); comparing with data needs one. */
function compared(parent: Extract<Node, { type: 'BinaryExpression' }>, expression: Node): Use {
  const other = parent.left === expression ? parent.right : parent.left;
  if (parent.operator === 'instanceof') return { type: 'unknown', need: 'guarded', checksType: true };
  if (parent.operator === '+') return { type: 'scalar', need: 'maybe' };
  if (!/^[!=]==?$/.test(parent.operator)) return { type: 'scalar', need: 'maybe' };
  const constant = literalText(other) !== null || /Literal$/.test(other.type);
  const absent = other.type === 'NullLiteral' || (other.type === 'Identifier' && other.name === 'undefined');
  if (absent) return { type: 'unknown', need: 'guarded' };
  return { type: 'scalar', need: constant ? 'maybe' : 'needed' };
}

/** Hash functions throw for anything but text; conversions take any scalar. */
function passed(call: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>): Use {
  const name = call.callee.type === 'Identifier' ? call.callee.name : memberName(call.callee);
  const owner =
    call.callee.type === 'MemberExpression' && call.callee.object.type === 'Identifier' ? call.callee.object.name : '';
  if (name === 'isArray') return { type: 'unknown', need: 'guarded', checksType: true };
  if (HASHES.test(name ?? '') && /bcrypt|argon/i.test(owner)) return { type: 'string', need: 'needed' };
  if (CONVERSIONS.test(name ?? '')) return { type: 'scalar', need: 'maybe' };
  return { type: 'unknown', need: 'maybe' };
}
