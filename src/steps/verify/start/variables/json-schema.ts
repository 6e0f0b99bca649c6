import type { Node } from '@babel/types';
import { keyName } from '../../../../../codemods/lib/walk';
import { type SchemaVariable, texts, typeOf } from './schema-variable';

/** Names of variables of the environment. */
export const ENV_NAME = /^[A-Z][A-Z0-9_]*$/;

type Properties = Extract<Node, { type: 'ObjectProperty' }>[];

/** `{ type: 'object', required: ['PORT'], properties: { PORT: { type: 'number' } } }` */
export function fromJsonSchema(properties: Properties): SchemaVariable[] {
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
