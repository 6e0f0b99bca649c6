import type { ProbeAnswer } from '../../../types/proof';
import { isLate } from './answering';
import type { AppUnderTest } from './app-under-test';
import { send } from './client';

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
  const late = together.filter((answer) => answer !== null && isLate(answer));
  const askAgain = async (path: string): Promise<ProbeAnswer | null> =>
    late.find((answer) => answer?.request.path === path) ?? ask(path);
  const answers = good || (await app.isAlive()) ? together : await oneByOne(app, paths, askAgain);
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
