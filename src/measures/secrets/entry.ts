import type { Project } from '../../types';

/** A test may import the entry as well: then the check must not end the test's process. */
export function exportsSomething(project: Project): boolean {
  const exports = project.moduleOf(project.entry)?.exports;
  return exports !== undefined && (exports.assigned !== null || exports.named.size > 0);
}

/** Whether the check can stand in the entry: nothing runs for the process alone in an ES module that tests import too. */
export const takesCheck = (project: Project): boolean =>
  !(exportsSomething(project) && project.files.some(({ path, module }) => path === project.entry && module === 'esm'));
