import { envValue, inComment, isEnvName } from '../../codemods/lib/escape';
import type { Edit, Project } from '../types';

/** A variable for `.env.example`. Optional ones stand commented out. */
export interface ExampleVariable {
  name: string;
  value: string;
  comment: string;
  required?: boolean;
}

/** As projects call the file that lists their variables. `.env.defaults` is no list: the app loads it. */
const EXAMPLES = ['.env.example', '.env.sample', '.env.template', '.env.dist'];

/** The file that lists the variables of the project: its own, or a new one. */
export const exampleFile = ({ repository }: Pick<Project, 'repository'>): string =>
  EXAMPLES.find((name) => repository.files.includes(name)) ?? '.env.example';

/** Adds what is missing to the list of variables: a line on what it is for, and the variable. */
export function exampleLines(project: Project, measure: string, variables: readonly ExampleVariable[]): Edit[] {
  if (variables.length === 0) return [];
  const lines = variables
    .filter(({ name }) => isEnvName(name))
    .flatMap(({ name, value, comment, required }) => [
      { text: `# ${inComment(comment)}`, key: name },
      { text: `${required ? '' : '# '}${name}=${envValue(value) ?? ''}`, key: name },
    ]);
  return [{ measure, kind: 'lines', file: exampleFile(project), lines }];
}
