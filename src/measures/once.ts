import type { Project } from '../types';

/** Reads something of a project when it is first asked for, and keeps it for those who ask again. */
export function oncePerProject<T>(read: (project: Project) => T): (project: Project) => T {
  const known = new WeakMap<Project, { value: T }>();
  return (project) => {
    const found = known.get(project) ?? { value: read(project) };
    known.set(project, found);
    return found.value;
  };
}
