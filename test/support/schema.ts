import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Ajv from 'ajv';
import DRAFT_4 from 'ajv/lib/refs/json-schema-draft-04.json' with { type: 'json' };
import DRAFT_7 from 'ajv/lib/refs/json-schema-draft-07.json' with { type: 'json' };
import { repository } from './tempered';

/** What is wrong with a document, by one of the schemas of the package; null where nothing is. */
export async function flaws(name: 'check' | 'verify' | 'changes', document: unknown): Promise<string | null> {
  const schema = JSON.parse(await readFile(path.join(repository, `schema/${name}.schema.json`), 'utf8')) as object;
  return flawsBy(schema, document);
}

/** The same by SARIF's own schema. */
export async function sarifFlaws(document: unknown): Promise<string | null> {
  const file = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
  return flawsBy(JSON.parse(await readFile(path.join(repository, file), 'utf8')) as object, document);
}

function flawsBy(schema: object, document: unknown): string | null {
  const ajv = new Ajv({ schemaId: 'auto', allErrors: true, meta: false, unknownFormats: 'ignore', logger: false });
  ajv.addMetaSchema(DRAFT_7);
  ajv.addMetaSchema(DRAFT_4);
  const isValid = ajv.compile(schema);
  return isValid(document) ? null : ajv.errorsText(isValid.errors);
}
