import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../edits/render/load';

/** The text of a page of ours about a rule or a measure: `rules/cors/any-origin`. */
export const docsPage = (name: string): Promise<string> => readFile(join(packageFolder('docs'), `${name}.md`), 'utf8');

/** The pages of rules, by their ids. */
export const rulePages = async (ids: Iterable<string>): Promise<ReadonlyMap<string, string>> =>
  new Map(await Promise.all([...new Set(ids)].map(async (id) => [id, await docsPage(`rules/${id}`)] as const)));
