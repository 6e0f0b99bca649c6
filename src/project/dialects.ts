import { type FrameworkDialect, frameworks } from '../frameworks/index';
import type { Manifest } from '../types';

/** The frameworks whose packages are there, those of `dependencies` first: a test may need another one. */
export function findDialects(manifest: Manifest): FrameworkDialect[] {
  const isIn = (packages: Record<string, string>) =>
    frameworks.filter(({ package: name }) => packages[name] !== undefined);
  const itself = frameworks.filter(({ package: name }) => manifest.name === name);
  return [...new Set([...isIn(manifest.dependencies), ...isIn(manifest.devDependencies), ...itself])];
}
