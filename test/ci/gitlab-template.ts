import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { repository } from '../support/tempered';

export interface Job {
  stage: string;
  image: string;
  variables: Record<string, string>;
  script: string[];
  artifacts: { reports: Record<string, string>; paths: string[] };
}

interface Input {
  default?: string;
  regex?: string;
}

export const readTemplate = (): Promise<string> => readFile(join(repository, 'ci/gitlab.yml'), 'utf8');

/** The job of ci/gitlab.yml, with its inputs filled in as GitLab does; one without a default has to be given. */
export async function gitlabJob(inputs: Record<string, string>): Promise<[name: string, job: Job]> {
  const [head, body] = (await readTemplate()).split(/^---$/m);
  const { spec } = parseAllDocuments(head!)[0]!.toJS() as { spec: { inputs: Record<string, Input> } };
  const filled = body!.replaceAll(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_all, id: string) => {
    const value = inputs[id] ?? spec.inputs[id]?.default;
    if (value === undefined) throw new Error(`No input ${id}`);
    if (!new RegExp(spec.inputs[id]?.regex ?? '').test(value)) throw new Error(`Refused input ${id}: ${value}`);
    return value;
  });
  return Object.entries(parseAllDocuments(filled)[0]!.toJS() as Record<string, Job>)[0]!;
}
