/** Whether a process is who it says it is: what is believed here is killed later. */
import { execFile } from 'node:child_process';
import type { Socket } from 'node:net';
import { mayKill } from './processes';
import { readSockets, socketsOf } from './sockets';

/** `gone`: nobody holds the other end any more, so that it cannot be told whose it was. */
export type Identity = 'own' | 'gone' | 'false';

const LOCALHOST = '0100007F';

/**
 * Whether the process holds the other end of this connection on 127.0.0.1. Where the system does not tell, whether it
 * belongs to the process group, which takes longer and is answered later.
 */
export function identify(pid: number, socket: Socket, group: number | undefined): Identity | Promise<Identity> {
  if (!mayKill(pid)) return 'false';
  const ends = readSockets(
    'tcp',
    ` ${LOCALHOST}:${hexadecimal(socket.remotePort)} ${LOCALHOST}:${hexadecimal(socket.localPort)} `,
  );
  if (ends === null) return isInGroup(pid, group);
  const inode = ends[0]?.inode;
  if (inode === undefined || inode === '0') return 'gone';
  const held = socketsOf(pid);
  return held === null ? isInGroup(pid, group) : held.includes(inode) ? 'own' : 'false';
}

const hexadecimal = (port = 0): string => port.toString(16).toUpperCase().padStart(4, '0');

function isInGroup(pid: number, group: number | undefined): Promise<Identity> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'pgid=', '-p', String(pid)], { windowsHide: true }, (error, text) => {
      // Windows has neither: what showed the token has to be believed, or nothing could be.
      if (error?.code === 'ENOENT') resolve('own');
      else resolve(!error && group !== undefined && Number(text) === group ? 'own' : 'false');
    });
  });
}
