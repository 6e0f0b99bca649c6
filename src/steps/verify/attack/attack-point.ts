import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../../../errors';
import type { ProbeAnswer } from '../../../types/proof';
import type { Listener, Running } from '../boot/boot';
import { send } from './client';
import type { Clients } from './clients';
import { NOWHERE } from './safe-paths';
import { isLoopback, type Origin } from './wire';

/** By what the app is told from other servers of the same process: a port for figures, one that only redirects. */
export interface Sought {
  /** The port that the app was told, which nobody asks for by chance; undefined where it was told none. */
  port: string | undefined;
  /** Paths that the app has. */
  paths: readonly string[];
}

/** Milliseconds that an app is given to come up after another server of its process. */
const LATER = 2000;
const POLL = 500;
/** Milliseconds for one answer. */
const LIMIT = 2000;

/** What a listener answers. */
interface Heard {
  listener: Listener;
  /** The share of the paths that it knows: they are answered otherwise than a path that nobody has. */
  known: number;
  /** It answers a path that nobody has, or sends its clients elsewhere. */
  careless: boolean;
}

/**
 * The listener that is the app: the one that asked for the port that it was told; otherwise the one that knows the app's
 * paths, which may come up later than others. Null where none is left.
 */
export async function chooseListener(
  running: Pick<Running, 'listeners' | 'alive'>,
  sought: Sought,
  clients: Clients,
): Promise<Listener | null> {
  const end = Date.now() + LATER;
  for (;;) {
    const { listeners } = running;
    const told = listeners.find(({ wanted }) => sought.port !== undefined && String(wanted) === sought.port);
    // Beside a server with TLS, another may only send its clients there.
    if (told && (told.tls || listeners.every(({ tls }) => !tls))) return told;
    const asked = [...(told ? [told] : []), ...listeners.filter((each) => each !== told)];
    const heard = await Promise.all(asked.map((listener) => hear(listener, sought.paths, clients)));
    const best = heard.toSorted((a, b) => b.known - a.known || Number(a.careless) - Number(b.careless))[0];
    if ((best?.known ?? 0) > 0.5 || Date.now() >= end || !running.alive()) return best?.listener ?? null;
    await wait(POLL);
  }
}

async function hear(listener: Listener, paths: readonly string[], clients: Clients): Promise<Heard> {
  const client = clients.group();
  const ask = async (path: string): Promise<ProbeAnswer> =>
    (await send(listener, { path }, client(path), { limit: LIMIT }))[0]!;
  const [nowhere, ...answers] = await Promise.all([NOWHERE, ...paths].map(ask));
  const known = answers.filter((answer) => isThere(answer) && !isAlike(answer, nowhere!));
  return { listener, known: known.length / Math.max(paths.length, 1), careless: isThere(nowhere!) };
}

const isThere = ({ status }: ProbeAnswer): boolean => ![0, 400, 404, 405, 426].includes(status);

/** Redirects and refusals name the path that was asked for. */
const isAlike = (one: ProbeAnswer, other: ProbeAnswer): boolean =>
  one.status === other.status &&
  one.headers['content-type'] === other.headers['content-type'] &&
  (one.status >= 300 || one.text === other.text);

/** Where an app that already runs is attacked. UserError 3 where nothing answers there. */
export async function originOf(url: string, clients: Clients): Promise<Origin> {
  const { protocol, hostname, port } = new URL(url);
  const tls = protocol === 'https:';
  const named = hostname.replace(/^\[|\]$/g, '');
  // A name of this machine may stand for both; from one of 127.0.0.0/8 only the first is reached.
  const hosts = /(^|\.)localhost$/i.test(named) ? ['127.0.0.1', '::1'] : [named];
  const origins = hosts.map((host): Origin => ({ host, port: Number(port || (tls ? 443 : 80)), tls }));
  let reason = '';
  for (const origin of origins) {
    const client = { ...clients.group()(''), ...(origin.host === '::1' ? { localAddress: null } : {}) };
    const [answer] = await send(origin, { path: '/' }, client);
    if (answer!.status !== 0) return origin;
    reason ||= answer!.text;
  }
  throw new UserError(`Nothing answers at ${url} (${reason}).`, 'Start the app first, or leave --url out.', 3);
}

/** Whether clients of other addresses of 127.0.0.0/8 reach it. */
export const isReachedFromLoopback = ({ host = '127.0.0.1' }: Origin): boolean => isLoopback(host) && host !== '::1';
