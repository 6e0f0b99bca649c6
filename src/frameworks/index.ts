import type { FrameworkDialect } from './dialect';
import { express } from './express';
import { none } from './none';

export type { FrameworkDialect } from './dialect';
export { none } from './none';

/** Every supported framework; the first whose package is there is the project's. */
export const frameworks: readonly FrameworkDialect[] = [express];

export function frameworkOf(id: string): FrameworkDialect {
  const found = [...frameworks, none].find((framework) => framework.id === id);
  if (!found) throw new Error(`No such framework: ${id}`);
  return found;
}
