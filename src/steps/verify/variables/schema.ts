import type { Node } from '@babel/types';
import { importedSources } from '../../../../codemods/lib/exports';
import type { Module } from '../../../../codemods/lib/resolve';
import { keyName, literalText, memberName, walk } from '../../../../codemods/lib/walk';
import { isSecretName } from '../../../project/environment';

/** What the app's own schema says of a variable of its environment. */
export interface SchemaVariable {
  name: string;
  required: boolean;
  type: 'number' | 'boolean' | 'url' | 'email' | 'uuid' | 'other';
  /** The values that are allowed; empty where nothing is said. */
  choices: string[];
  /** The fewest characters, or the smallest number. */
  least: number;
  /** Exactly so many characters. */
  length: number | null;
}

/** One call of a chain: `min(32)` of `z.string().min(32)`. */
interface Link {
  name: string;
  arguments: Node[];
}

const ENV_NAME = /^[A-Z][A-Z0-9_]*$/;
const READS_ENVIRONMENT = /process\.env|ConfigModule|\bcreateEnv\b|env-schema|@fastify\/env|\benvalid\b/;
/** Libraries whose fields are optional until they are said to be required. */
const OPTIONAL_UNLESS = /^(joi|yup|@hapi\/joi|celebrate)$/i;
const NOT_REQUIRED = /^(optional|nullish|default|catch|prefault|exactOptional|IsOptional)$/;

/**
 * The variables that an app's code describes: in zod, Joi, Yup, Valibot, envalid, JSON Schema and class-validator; and
 * those that it asks the ConfigService of NestJS for.
 */
export function schemaVariables(modules: readonly Module[]): SchemaVariable[] {
  const found = new Map<string, SchemaVariable>();
  for (const { path, text, ast } of modules) {
    for (const variable of fromConfigService(text)) found.set(variable.name, variable);
    if (!READS_ENVIRONMENT.test(text) && !/env|config|setting/i.test(path)) continue;
    const optional = importedSources(ast).some((source) => OPTIONAL_UNLESS.test(source));
    walk(ast.program, (node) => {
      for (const variable of described(node, optional)) found.set(variable.name, variable);
    });
  }
  return [...found.values()];
}

/** `config.getOrThrow<string>('JWT_SECRET')`, and secrets that are merely got. */
function fromConfigService(text: string): SchemaVariable[] {
  if (!text.includes('ConfigService')) return [];
  return [...text.matchAll(/\.get(OrThrow)?(?:<[^>()]*>)?\(\s*['"]([A-Z][A-Z0-9_]*)['"]\s*([,)])/g)]
    .map(([, sure, name = '', next]) => ({
      name,
      required: sure !== undefined || (isSecretName(name) && next === ')'),
    }))
    .filter(({ required }) => required)
    .map((one) => ({ ...one, type: 'other', choices: [], least: 0, length: null }));
}

function described(node: Node, optional: boolean): SchemaVariable[] {
  if (node.type === 'ClassProperty') return fromClass(node);
  if (node.type !== 'ObjectExpression') return [];
  const properties = node.properties.filter((property) => property.type === 'ObjectProperty');
  const names = properties.map((property) => keyName(property) ?? '');
  const inJsonSchema = names.includes('properties') && names.includes('type');
  if (inJsonSchema) return fromJsonSchema(properties);
  if (properties.length === 0 || !names.every((name) => ENV_NAME.test(name))) return [];
  return properties.flatMap((property, at) => {
    const links = chain(property.value);
    return links.length === 0 ? [] : [toVariable(names[at]!, links, optional)];
  });
}

/** `z.string().min(32)` from the inside: string, min. */
function chain(value: Node): Link[] {
  if (value.type !== 'CallExpression') return [];
  const { callee } = value;
  if (callee.type === 'Identifier') return [{ name: callee.name, arguments: value.arguments }];
  if (callee.type !== 'MemberExpression') return [];
  return [...chain(callee.object), { name: memberName(callee) ?? '', arguments: value.arguments }];
}

function toVariable(name: string, links: Link[], optional: boolean): SchemaVariable {
  const names = links.map((link) => link.name);
  const has = (pattern: RegExp): boolean => names.some((one) => pattern.test(one));
  // `str({ default: 'x' })` of envalid; a devDefault does not count in production.
  const options = links[0]!.arguments.find((argument) => argument.type === 'ObjectExpression');
  const defaulted = options?.properties.some((property) => keyName(property) === 'default') ?? false;
  const nested = names.some((one) => /^(preprocess|pipe|optional|nullish)$/.test(one)) ? inner(links) : [];
  const all = [...links, ...nested];
  return {
    name,
    required: optional ? has(/^required$/) : !(has(NOT_REQUIRED) || defaulted),
    type: typeOf(all.map((link) => link.name)),
    choices: all.flatMap(choicesOf),
    least: Math.max(
      0,
      ...all.filter((link) => /^(min|minLength|gte|greater|minValue)$/.test(link.name)).flatMap(numbers),
    ),
    length: all.filter((link) => /^length$/.test(link.name)).flatMap(numbers)[0] ?? null,
  };
}

/** The schemas inside: `z.preprocess(fn, z.number())`, `v.pipe(v.string(), v.minLength(32))`. */
const inner = (links: Link[]): Link[] => links.flatMap((link) => link.arguments.flatMap(chain));

const numbers = ({ arguments: [first] }: Link): number[] => (first?.type === 'NumericLiteral' ? [first.value] : []);

function typeOf(names: string[]): SchemaVariable['type'] {
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/^(number|num|port|int|integer|positive|nonnegative|bigint|IsNumber|IsInt|IsPort|IsPositive|Min|Max)$/))
    return 'number';
  if (has(/^(boolean|bool|stringbool|IsBoolean)$/)) return 'boolean';
  if (has(/^(url|uri|IsUrl|IsURL)$/)) return 'url';
  if (has(/^(email|IsEmail)$/)) return 'email';
  return has(/^(uuid|guid|IsUUID)$/) ? 'uuid' : 'other';
}

/** `z.enum(['a'])`, `.valid('a', 'b')`, `str({ choices: ['a'] })`, `z.literal('a')` */
function choicesOf({ name, arguments: given }: Link): string[] {
  if (/^(valid|literal|equal)$/.test(name)) return given.flatMap(texts);
  if (/^(enum|picklist|oneOf|nativeEnum)$/.test(name)) return given.slice(0, 1).flatMap(texts);
  const options = given.find((argument) => argument.type === 'ObjectExpression');
  const choices = options?.properties.find((property) => keyName(property) === 'choices');
  return choices?.type === 'ObjectProperty' ? texts(choices.value) : [];
}

function texts(node: Node): string[] {
  if (node.type === 'TSAsExpression') return texts(node.expression);
  if (node.type === 'ArrayExpression') return node.elements.flatMap((element) => (element ? texts(element) : []));
  const text = literalText(node);
  return text === null ? [] : [text];
}

type Properties = Extract<Node, { type: 'ObjectProperty' }>[];

/** `{ type: 'object', required: ['PORT'], properties: { PORT: { type: 'number' } } }` */
function fromJsonSchema(properties: Properties): SchemaVariable[] {
  const valueOf = (list: Properties, name: string): Node | undefined =>
    list.find((one) => keyName(one) === name)?.value;
  const fields = valueOf(properties, 'properties');
  const required = valueOf(properties, 'required');
  if (fields?.type !== 'ObjectExpression') return [];
  return objectProperties(fields).flatMap((field) => {
    const name = keyName(field) ?? '';
    if (!ENV_NAME.test(name) || field.value.type !== 'ObjectExpression') return [];
    const own = objectProperties(field.value);
    const words = [valueOf(own, 'type'), valueOf(own, 'format')].flatMap((node) => (node ? texts(node) : []));
    const choices = valueOf(own, 'enum');
    const least = ['minLength', 'minimum'].flatMap((key) => {
      const value = valueOf(own, key);
      return value?.type === 'NumericLiteral' ? [value.value] : [];
    });
    return [
      {
        name,
        required: required !== undefined && texts(required).includes(name) && !valueOf(own, 'default'),
        type: typeOf(words),
        choices: choices ? texts(choices) : [],
        least: Math.max(0, ...least),
        length: null,
      },
    ];
  });
}

const objectProperties = (node: Extract<Node, { type: 'ObjectExpression' }>): Properties =>
  node.properties.filter((property) => property.type === 'ObjectProperty');

/** `@IsString() JWT_SECRET: string;` */
function fromClass(node: Extract<Node, { type: 'ClassProperty' }>): SchemaVariable[] {
  const name = keyName(node) ?? '';
  const links = (node.decorators ?? []).flatMap(({ expression }) => chain(expression));
  if (!ENV_NAME.test(name) || !links.some((link) => /^(Is|Min|Max|Length)/.test(link.name))) return [];
  return [
    {
      ...toVariable(name, links, false),
      required: !(node.value || links.some((link) => NOT_REQUIRED.test(link.name))),
    },
  ];
}
