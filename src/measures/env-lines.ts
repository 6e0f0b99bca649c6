import { envValue, inComment, isEnvName } from '../../codemods/lib/escape';
import type { Edit } from '../types';

/** A variable for `.env.example`. Optional ones stand commented out. */
export interface ExampleVariable {
  name: string;
  value: string;
  comment: string;
  required?: boolean;
}

/** Adds what is missing to `.env.example`: a line on what it is for, and the variable. */
export function exampleLines(measure: string, variables: readonly ExampleVariable[]): Edit[] {
  if (variables.length === 0) return [];
  const lines = variables
    .filter(({ name }) => isEnvName(name))
    .flatMap(({ name, value, comment, required }) => [
      { text: `# ${inComment(comment)}`, key: name },
      { text: `${required ? '' : '# '}${name}=${envValue(value) ?? ''}`, key: name },
    ]);
  return [{ measure, kind: 'lines', file: '.env.example', lines }];
}
