/**
 * What other machines can reach in spite of the preload: native code and programs that are not Node.js. As the kernel of
 * Linux lists it.
 */
import { readSockets, type SocketEntry, socketsOf } from './sockets';

/** The states of TCP that listens, and of UDP that takes datagrams from anybody. */
const LISTENS = ' 0A ';
const TAKES_ALL = ' 07 ';
/** 127.0.0.0/8, ::1, and 127.0.0.0/8 inside IPv6, in the byte order of the kernel. */
const LOOPBACK = /^(?:.{6}7F|0{24}01000000|0{16}F{4}0{4}.{6}7F)$/i;

/** What is open to other machines on this one, whoever has opened it; nothing where the system does not tell. */
export function openSockets(): (SocketEntry & { datagrams: boolean })[] {
  const read = (table: string, state: string, datagrams: boolean): ReturnType<typeof openSockets> =>
    (readSockets(table, state) ?? [])
      .filter(({ local }) => !LOOPBACK.test(local.address))
      .map((entry) => ({ ...entry, datagrams }));
  return [
    ...['tcp', 'tcp6'].flatMap((table) => read(table, LISTENS, false)),
    ...['udp', 'udp6'].flatMap((table) => read(table, TAKES_ALL, true)),
  ];
}

export interface Look {
  /** Asked only where there is something to find. */
  pids(): number[];
  /** Inodes of what was open before: a terminal may have left a socket of its own to all that it starts, us included. */
  before: ReadonlySet<string>;
  /** Whether datagrams count: who may use the network sends them from an address of this machine. */
  datagrams: boolean;
}

/** Ports of these processes that other machines can reach. */
export function openPorts({ pids, before, datagrams }: Look): number[] {
  const found = openSockets().filter((entry) => !before.has(entry.inode) && (datagrams || !entry.datagrams));
  if (found.length === 0) return [];
  const own = new Set(pids().flatMap((pid) => socketsOf(pid) ?? []));
  return found.filter(({ inode }) => own.has(inode)).map(({ local }) => local.port);
}
