import { healthPaths, isTop } from '../../../measures/place';
import type { Project } from '../../../types';
import type { ProbeAnswer, ProbeSettings, ProbeTarget } from '../../../types/proof';
import { isLate } from './answering';
import { targetRoutes } from './target-routes';
import { usualPaths } from './safe-paths';

/** What the app was given to run in. */
export interface Surroundings {
  settings: ProbeSettings;
  required: string[];
  canaries: string[];
}

/** What there is to attack: what the model says of the app, and what it answered when it was looked at. */
export function describeTarget(project: Project, surroundings: Surroundings, looked: ProbeAnswer[]): ProbeTarget {
  const routes = targetRoutes(project);
  const health = healthOf(project);
  const isHealth = ({ request }: ProbeAnswer): boolean => health.includes(request.path);
  const all = looked.filter((answer) => answer.status === 200 && !isLate(answer));
  // Health checks have exceptions made for them, so that they stand for nothing else.
  const good = [...all.filter((answer) => !isHealth(answer)), ...all.filter(isHealth)];
  const pathOf = (test: RegExp): string | null =>
    good.find(({ headers }) => test.test(String(headers['content-type'])))?.request.path ?? null;
  const known = new Set(['/', ...routes.map(({ path }) => path), ...usualPaths(project)]);
  let asked = 0;
  return {
    ...surroundings,
    answers: project.record?.answers ?? {},
    measures: Object.keys(project.record?.measures ?? {}),
    routes,
    health,
    unknown: () => `/no-such-page-${Date.now().toString(36)}-${++asked}`,
    home: (good.find(({ request }) => request.path === '/') ?? good[0] ?? looked.find(isUsable))?.request.path ?? '/',
    page: pathOf(/^text\/html\b/i),
    data: pathOf(/^application\/([\w.-]+\+)?json\b/i),
    file: good.find(({ request }) => !known.has(request.path))?.request.path ?? null,
    looked,
    workflows: project.repository.workflows,
    isTop: isTop(project),
  };
}

/** It is no error page, and does not hang. */
export const isUsable = (answer: ProbeAnswer): boolean => answer.status !== 0 && answer.status < 400 && !isLate(answer);

/** Of the paths that are left alone because they say whether the app is alive, those that it has. */
function healthOf(project: Project): string[] {
  const own = project.routes.flatMap(({ method, path }) => (/^(get|all)$/.test(method) && path !== null ? [path] : []));
  return healthPaths(project).filter((path) => own.includes(path));
}
