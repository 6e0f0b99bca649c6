import type { Node } from '@babel/types';
import type { Project } from '../../types';
import { oncePerProject } from '../once';

/** Handlers of routes that only administrators reach, by the names of what stands in front. */
const handlersForAdmins = oncePerProject(({ routes }): { file: string; fn: Node }[] =>
  routes
    .filter(({ guards }) => guards.some((guard) => /admin/i.test(guard)))
    .flatMap(({ handlers }) => {
      const last = handlers.at(-1);
      return last?.fn && last.fnFile !== null ? [{ file: last.fnFile, fn: last.fn }] : [];
    }),
);

/** Whether only administrators are told: they may well see what went wrong. */
export const isToldToAdmins = (project: Project, file: string, { start, end }: Node): boolean =>
  handlersForAdmins(project).some(({ file: at, fn }) => at === file && fn.start! <= start! && end! <= fn.end!);
