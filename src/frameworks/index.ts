import type { FrameworkDialect } from './dialect';
import { express } from './express';

export type { FrameworkDialect } from './dialect';

/** Every supported framework; the first whose package is there is the project's. */
export const frameworks: readonly FrameworkDialect[] = [express];

export function frameworkOf(id: string): FrameworkDialect {
  const found = frameworks.find((framework) => framework.id === id);
  if (!found) throw new Error(`No such framework: ${id}`);
  return found;
}
