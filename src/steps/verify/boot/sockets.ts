/** The sockets of this machine, and whose they are, as the kernel of Linux lists them. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

interface Address {
  /** Hexadecimal, in the byte order of the kernel. */
  address: string;
  port: number;
}

export interface SocketEntry {
  local: Address;
  /** `0` where no process has it any more. */
  inode: string;
}

/**
 * The rows of `/proc/net/tcp`, `tcp6`, `udp` or `udp6` in which the text occurs, since a busy machine has thousands; null
 * where the system does not tell.
 */
export function readSockets(table: string, text: string): SocketEntry[] | null {
  const rows = attempt(() => readFileSync(`/proc/net/${table}`, 'latin1'), null);
  const lines = rows?.split('\n').filter((line) => line.includes(text)) ?? null;
  if (!lines) return null;
  return lines.map((line) => {
    const [, local = '', , , , , , , , inode = ''] = line.trim().split(/\s+/);
    return { local: toAddress(local), inode };
  });
}

function toAddress(text: string): Address {
  const [address = '', port = ''] = text.split(':');
  return { address, port: Number.parseInt(port, 16) };
}

/** Inodes of the sockets that a process holds; null where it does not exist, or is not ours to look at. */
export function socketsOf(pid: number): string[] | null {
  const folder = `/proc/${pid}/fd`;
  const names = attempt(() => readdirSync(folder), null);
  return (
    names?.flatMap((name) => {
      const match = /^socket:\[(\d+)\]$/.exec(attempt(() => readlinkSync(`${folder}/${name}`), ''));
      return match ? [match[1]!] : [];
    }) ?? null
  );
}

/** Processes end, and descriptors are closed, while they are looked at. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
