import { UserError } from '../../errors';
import type { Listener } from './boot';
import { send } from './client';
import type { Clients } from './clients';
import { isLoopback, type Origin } from './wire';

/**
 * Which of the app's listeners is attacked: the one on the port that it was told, otherwise the one that has the path,
 * otherwise the first.
 */
export async function chooseListener(
  listeners: readonly Listener[],
  port: string | undefined,
  path: string,
  clients: Clients,
): Promise<Origin> {
  const told = listeners.find(({ wanted }) => port !== undefined && String(wanted) === port);
  if (told) return toOrigin(told);
  if (listeners.length > 1)
    for (const listener of listeners) {
      const [answer] = await send(toOrigin(listener), { path }, clients.group()(''));
      if (answer!.status !== 0 && answer!.status !== 404) return toOrigin(listener);
    }
  return toOrigin(listeners[0]!);
}

const toOrigin = ({ port, tls }: Listener): Origin => ({ port, tls });

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
