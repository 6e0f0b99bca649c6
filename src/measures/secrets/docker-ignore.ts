import type { Edit, Line, Project } from '../../types';
import { isIgnored } from '../ignored';

/** What does not belong into an image, and a file that stands for it. */
const UNWANTED: [lines: string[], example: string][] = [
  [['.env', '.env.*', '!.env.example'], '.env'],
  [['.git'], '.git'],
  [['node_modules'], 'node_modules'],
];

/** Keeps env files, the history and this machine's packages out of an image that takes the whole folder. */
export function dockerIgnored(project: Project): Edit[] {
  const lines = missing(project);
  return lines.length === 0 ? [] : [{ measure: 'secrets', kind: 'lines', file: '.dockerignore', lines }];
}

/** Whoever has built the image with an env file in it has to know. */
export const dockerAdvice = (project: Project): string[] =>
  missing(project).some(({ text }) => text === '.env') && project.dotenv !== null
    ? ['An image that is built from now on has no .env in it: is its environment set where it runs?']
    : [];

function missing({ repository: { dockerfiles, dockerignore } }: Project): Line[] {
  const copies = dockerfiles.map(({ text }) => text).join('\n');
  if (!/^\s*(COPY|ADD)\s+(?!--from)(--\S+\s+)*\.\/?\s/im.test(copies)) return [];
  return UNWANTED.flatMap(([lines, example]) => {
    // What the user takes in on purpose stays in.
    const isWanted =
      new RegExp(`^\\s*(COPY|ADD)\\s(?!\\s*--from)(.*[\\s/])?${example.replace('.', '\\.')}`, 'im').test(copies) ||
      dockerignore?.split(/\r?\n/).some((line) => line.trim().replace(/^!\/?/, '!') === `!${example}`) === true;
    return isWanted || isIgnored(example, dockerignore ?? '') ? [] : lines.map((text) => ({ text }));
  });
}
