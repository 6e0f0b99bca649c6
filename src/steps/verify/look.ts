import type { Project } from '../../types';
import type { ProbeAnswer } from '../../types/proof';
import { isLate } from './answering';
import type { AppUnderTest } from './app-under-test';
import { send } from './client';
import { staticFile } from './static-file';
import { targetRoutes } from './target';

const MOST = 12;
/** The same every time, so that two looks can be compared. */
const NOWHERE = '/tempered-looks-for-nothing';

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

/** Some of them that the app has by its code, by which it is told from other servers. */
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

/**
 * What the app answers to GET requests of these paths, in their order, sent as the proxy in front would send them. Where
 * one of them ends the app, it is started again for the others.
 */
export async function look(app: AppUnderTest, paths: readonly string[]): Promise<ProbeAnswer[]> {
  // Each from a client of its own, so that no limit is in the way.
  const client = app.clients.group();
  const ask = async (path: string): Promise<ProbeAnswer | null> =>
    app.current && (await send(app.current.origin, { path }, client(path)))[0]!;
  const together = await Promise.all(paths.map(ask));
  const good = together.every((answer) => answer === null || answer.status !== 0 || isLate(answer));
  const answers = good || (await app.isAlive()) ? together : await oneByOne(app, paths, ask);
  const looked = answers.filter((answer) => answer !== null);
  app.answering.note(looked);
  for (const answer of looked.filter(isLate)) app.answering.giveUp(answer);
  return looked;
}

async function oneByOne<T>(
  app: AppUnderTest,
  paths: readonly string[],
  ask: (path: string) => Promise<T>,
): Promise<T[]> {
  const answers: T[] = [];
  for (const path of paths) {
    await app.revive();
    answers.push(await ask(path));
    await app.isAlive();
  }
  await app.revive();
  return answers;
}
