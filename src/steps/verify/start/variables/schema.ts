import type { Node } from '@babel/types';
import { importedSources } from '../../../../../codemods/lib/exports';
import type { Module } from '../../../../../codemods/lib/resolve';
import { keyName, walk } from '../../../../../codemods/lib/walk';
import { isSecretName } from '../../../../project/environment';
import { ENV_NAME, fromJsonSchema } from './json-schema';
import { chain, NOT_REQUIRED, type SchemaVariable, toVariable } from './schema-variable';

const READS_ENVIRONMENT = /process\.env|ConfigModule|\bcreateEnv\b|env-schema|@fastify\/env|\benvalid\b/;
/** Libraries whose fields are optional until they are said to be required. */
const OPTIONAL_UNLESS = /^(joi|yup|@hapi\/joi|celebrate)$/i;

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
