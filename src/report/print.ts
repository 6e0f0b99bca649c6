import type { JsonObject } from '../types';

export interface Tool {
  name: string;
  version: string;
}

export const toolEntry = ({ name, version }: Tool): JsonObject => ({ name, version });

/** A JSON document as it is printed. In the log of a GitHub job, `##[error]` would be a command wherever it stands. */
export const print = (document: JsonObject): string =>
  `${JSON.stringify(document, null, 2).replaceAll('##[', '##\\u005b')}\n`;
