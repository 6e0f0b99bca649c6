import { healthPaths } from '../../../measures/place';
import type { Project } from '../../../types';
import { staticFile } from './static-file';
import { targetRoutes } from './target-routes';

const MOST = 12;
/** Under which routes are mounted where the model does not see it. */
const PREFIXES = ['/api', '/api/v1', '/v1'];
/** A path that no app has; the same every time, so that two looks can be compared. */
export const NOWHERE = '/tempered-looks-for-nothing';

/** Verbs without their ending: behind a path with one of them a GET may do something. */
const ACTING = new RegExp(
  `^(${[
    '(log|sign)-?(out|off)|disconnect|deauthori[sz]|revok|expir|impersonat|unsubscrib|unfollow|unlink|forget|reset',
    'delet|remov|destroy|drop|purg|wip|clear|clean|cleanup|flush|empty|truncat|kill|shutdown|restart|reboot|start|stop|run',
    'creat|add|insert|updat|sav|set|edit|mark|toggl|enabl|disabl|activat|deactivat|increment|decrement|vot|lik|follow',
    'cron|trigger|exec|execut|sync|synchroni[sz]|import|export|migrat|seed|backup|restor|rebuild|reindex|refresh|reload',
    'webhook|callback|notify|send|resend|invit|accept|reject|approv|confirm|verify|publish|deploy|install|setup|subscrib',
    'pay|charg|refund|checkout|buy|purchas|cancel|transfer|withdraw|admin|administrator|debug|internal',
  ].join('|')})(e|s|es|ed|d|er|ing|ion|all)?$`,
  'i',
);

/** Paths of GET requests that only read: `/`, a few of the app's own routes, a file of it, and one that does not exist. */
export async function safePaths(project: Project): Promise<string[]> {
  const routes = targetRoutes(project).filter(({ method, path }) => method === 'GET' && onlyReads(path));
  // Without parameters first: what is made up for them is seldom there.
  const [plain, filled] = [true, false].map((plain) =>
    routes.filter(({ path, pattern }) => (path === pattern) === plain),
  );
  const paths = ['/', ...[...plain!, ...filled!].map(({ path }) => path)];
  const file = await staticFile(project);
  const last = [...(file === null ? [] : [file]), NOWHERE];
  return [...new Set([...[...new Set(paths)].slice(0, MOST - last.length), ...last])];
}

/** Paths that many apps have, for one that answers well to none of its own. */
export function usualPaths(project: Project): string[] {
  const own = targetRoutes(project).filter(({ method, path }) => method === 'GET' && path !== '/' && onlyReads(path));
  const routes = ['', ...own.slice(0, 2).map(({ path }) => path)];
  const prefixed = PREFIXES.flatMap((prefix) => routes.map((path) => prefix + path));
  return [...prefixed, ...healthPaths(project), '/index.html'];
}

/** Some of the safe paths that the app has by its code, by which it is told from other servers. */
export async function knownPaths(project: Project): Promise<string[]> {
  const routes = targetRoutes(project).map(({ path }) => path);
  const paths = (await safePaths(project)).filter((path) => path !== NOWHERE);
  return paths.filter((path) => path !== '/' || paths.length === 1 || routes.includes(path));
}

/** Whether no word of the path sounds like an action. */
export const onlyReads = (path: string): boolean =>
  !path
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .split('/')
    .flatMap((part) => [part.replace(/_/g, '-'), ...part.split(/[^A-Za-z]+/)])
    .some((word) => ACTING.test(word));
