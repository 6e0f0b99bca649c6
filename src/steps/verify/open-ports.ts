/** What listens in spite of the preload: native code and programs that are not Node.js. As the kernel of Linux lists it. */
import { readSockets, socketsOf } from './sockets';

const LISTENS = ' 0A ';
/** 127.0.0.0/8, ::1, and 127.0.0.0/8 inside IPv6, in the byte order of the kernel. */
const LOOPBACK = /^(?:.{6}7F|0{24}01000000|0{16}F{4}0{4}.{6}7F)$/i;

/** Ports of these processes that other machines can reach; none where the system does not tell. */
export function openPorts(pids: number[]): number[] {
  const rows = ['tcp', 'tcp6']
    .flatMap((table) => readSockets(table, LISTENS) ?? [])
    .filter(({ local }) => !LOOPBACK.test(local.address));
  if (rows.length === 0) return [];
  // A terminal or an editor may have left a socket of its own open to all that it starts, us included.
  const inherited = new Set(socketsOf(process.pid));
  const own = new Set(pids.flatMap((pid) => socketsOf(pid) ?? []).filter((inode) => !inherited.has(inode)));
  return rows.filter(({ inode }) => own.has(inode)).map(({ local }) => local.port);
}
