import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import DRAFT_4 from 'ajv/lib/refs/json-schema-draft-04.json' with { type: 'json' };
import DRAFT_7 from 'ajv/lib/refs/json-schema-draft-07.json' with { type: 'json' };
import { repository } from './tempered';

const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a document, by one of the schemas of the package; null where nothing is. */
export const flaws = (name: 'check' | 'verify' | 'changes', document: unknown): Promise<string | null> =>
  flawsBy(`schema/${name}.schema.json`, document);

/** The same by SARIF's own schema. */
export const sarifFlaws = (document: unknown): Promise<string | null> =>
  flawsBy('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', document);

async function flawsBy(file: string, document: unknown): Promise<string | null> {
  const isValid = compiled.get(file) ?? compile(await readFile(path.join(repository, file), 'utf8'));
  compiled.set(file, isValid);
  return isValid(document) ? null : errors.errorsText(isValid.errors);
}

const errors = new Ajv();

function compile(schema: string): ValidateFunction {
  const ajv = new Ajv({ schemaId: 'auto', allErrors: true, meta: false, unknownFormats: 'ignore', logger: false });
  ajv.addMetaSchema(DRAFT_7);
  ajv.addMetaSchema(DRAFT_4);
  return ajv.compile(JSON.parse(schema) as object);
}
