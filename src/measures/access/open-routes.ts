import type { Route } from '../../types';
import { oncePerProject } from '../once';
import { hasGlobalGuard, isGuarded, isPrivate, isPublic } from './guards';
import { namesGuard } from './names';

const CHANGES = /^(post|put|patch|delete)$/;
/** Somebody's own, wherever it stands in the path. */
const PERSONAL = /(^|\/)(me|profile|my-?\w+|account|settings|orders|invoices|payments|notifications|patients)(\/|$)/i;
/** What everybody may send, and what only asks with POST. */
const FOR_ALL =
  /contact|subscri|newsletter|search|query|filter|track|analytic|event|feedback|survey|hook|csp|report|token|oauth|auth|login|session|otp|confirm|activat|password|graphql|guest|demo|seed|preview|status|metric|locale|logout|cart|checkout|vote|view|click|share|invit|accept|join|apply|inquir|enquir|lead|quote|calculat|valid|check|convert|proxy|stripe|paypal|test|echo|debug|chat|count|availab|install|setup/i;

/**
 * Routes that change data, or show somebody's, and ask nobody who is calling, although others of their file do: most of
 * those that change something, so that this one was rather forgotten than left open.
 */
export const openRoutes = oncePerProject((project): Route[] => {
  if (hasGlobalGuard(project)) return [];
  const files = new Set(project.routes.filter(({ guards }) => guards.some(namesGuard)).map(({ file }) => file));
  return [...files].flatMap((file) => {
    const routes = project.routes.filter((route) => route.file === file && matters(route));
    const open = routes.filter((route) => !isGuarded(project, route));
    return open.length * 2 <= routes.length ? open.filter((route) => !isPrivate(route)) : [];
  });
});

const matters = (route: Route): boolean =>
  route.path !== null &&
  !isPublic(route) &&
  !FOR_ALL.test(route.path) &&
  (CHANGES.test(route.method) || (route.method === 'get' && PERSONAL.test(route.path)));
