import { type JSONPath, visit } from 'jsonc-parser';
import { UserError } from '../errors';

/**
 * UserError 3 where one of these places is below a key that stands twice: programs take the last one, editors of JSON the
 * first.
 */
export function refuseRepeated(source: string, paths: readonly JSONPath[], file: string): void {
  const isOnTheWay = (path: JSONPath): boolean =>
    paths.some((wanted) => path.every((key, depth) => key === wanted[depth]));
  const found = repeatedKeys(source).find(({ path }) => isOnTheWay(path));
  if (found)
    throw new UserError(
      `${file} has "${found.path.at(-1)}" twice, on lines ${found.lines.join(' and ')}: what is added to one may be lost.`,
      'Bring the two together and run again.',
    );
}

/** The keys that stand in one object more than once, with the lines of the first two. */
function repeatedKeys(source: string): { path: JSONPath; lines: number[] }[] {
  const found: { path: JSONPath; lines: number[] }[] = [];
  const seen = new Map<string, number>();
  visit(source, {
    onObjectProperty(name, _offset, _length, line, _character, pathOf) {
      const path = [...pathOf(), name];
      const first = seen.get(JSON.stringify(path));
      if (first === undefined) seen.set(JSON.stringify(path), line + 1);
      else found.push({ path, lines: [first, line + 1] });
    },
  });
  return found;
}
