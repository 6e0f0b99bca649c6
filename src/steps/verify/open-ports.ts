/** What listens in spite of the preload: native code and programs that are not Node.js. As the kernel of Linux lists it. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTENS = '0A';
/** 127.0.0.0/8, ::1, and 127.0.0.0/8 inside IPv6, in the byte order of the kernel. */
const LOOPBACK = /^(?:.{6}7F|0{24}01000000|0{16}F{4}0{4}.{6}7F)$/i;

/** Ports of these processes that other machines can reach; none where the system does not tell. */
export function openPorts(pids: number[]): number[] {
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(readRows).filter(({ address }) => !LOOPBACK.test(address));
  if (rows.length === 0) return [];
  // A terminal or an editor may have left a socket of its own open to all that it starts, us included.
  const inherited = new Set(socketsOf(process.pid));
  const own = new Set(pids.flatMap(socketsOf).filter((inode) => !inherited.has(inode)));
  return rows.filter(({ inode }) => own.has(inode)).map(({ port }) => port);
}

function readRows(file: string): { address: string; port: number; inode: string }[] {
  const fields = attempt(() => readFileSync(file, 'latin1'), '')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return fields
    .filter((row) => row[3] === LISTENS)
    .map(([, local = '', , , , , , , , inode = '']) => {
      const [address = '', port = ''] = local.split(':');
      return { address, port: Number.parseInt(port, 16), inode };
    });
}

function socketsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return attempt(() => readdirSync(folder), []).flatMap((name) => {
    const match = /^socket:\[(\d+)\]$/.exec(attempt(() => readlinkSync(`${folder}/${name}`), ''));
    return match ? [match[1]!] : [];
  });
}

/** Processes end, and descriptors are closed, while they are looked at. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
