/** The line from the preloads: which processes there are, and what listens. */
import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { type Line, type Listening, type Message, parseLine } from './messages';
import { identify, type Identity } from './peer-identity';

/** A Node.js process of the app. It is gone once all its connections are: each of its threads has one. */
export interface Peer {
  pid: number;
  connections: Set<Socket>;
  listening: Listening[];
  /** Unix sockets and pipes. */
  pipes: string[];
  /** Absolute paths of socket files that were not there before. */
  made: string[];
  listened: boolean;
  /** Null until it has said with what it exits. */
  code: number | null;
}

export interface Channel {
  port: number;
  token: string;
  peers: Map<number, Peer>;
  /** The processes whose lines are open end themselves when this closes them. */
  close(): void;
}

/** Longer than any message, so that a stranger on this machine fills no memory. */
const LONGEST_LINE = 10_000;

/**
 * Listens on loopback for preloads that know the token; `changed` is called after whatever they say, and `group` tells to
 * which process group they belong once there is one.
 */
export async function openChannel(changed: () => void, group: () => number | undefined): Promise<Channel> {
  const token = randomBytes(16).toString('hex');
  const peers = new Map<number, Peer>();
  /** Those that have shown the token. */
  const sockets = new Set<Socket>();
  const all = new Set<Socket>();

  const server = createServer((socket) => {
    all.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      all.delete(socket);
      sockets.delete(socket);
      for (const peer of peers.values()) peer.connections.delete(socket);
      changed();
    });
    let peer: Promise<Peer | null> | null = null;
    readLines(socket, async (text) => {
      const line = parseLine(text);
      if (line?.token !== token) return void socket.destroy();
      // Whose connection it is is settled with its first word.
      const known = await (peer ??= meet(line, socket, peers, group()));
      if (!known) return void socket.destroy();
      if (!socket.destroyed) sockets.add(socket);
      if (!line.message) return;
      note(known, line.message);
      if (line.message.type === 'listening') tell(sockets, line.message);
      changed();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, resolve);
  });

  const close = (): void => {
    server.close();
    for (const socket of all) socket.destroy();
  };
  return { port: (server.address() as AddressInfo).port, token, peers, close };
}

/** The process at the other end; null where it is another than it says. */
async function meet(
  { pid }: Line,
  socket: Socket,
  peers: Map<number, Peer>,
  group: number | undefined,
): Promise<Peer | null> {
  const asked = identify(pid, socket, group);
  const identity: Identity = typeof asked === 'string' ? asked : await asked;
  const known = peers.get(pid);
  // What it had to say may still be read after it has ended, but speaks for nobody else, and nobody is killed for it.
  if (identity === 'false' || (identity === 'gone' && known && known.connections.size > 0)) return null;
  const peer = known ?? newPeer(pid);
  peers.set(pid, peer);
  if (identity === 'own' && !socket.destroyed) peer.connections.add(socket);
  return peer;
}

function newPeer(pid: number): Peer {
  return { pid, connections: new Set(), listening: [], pipes: [], made: [], listened: false, code: null };
}

function note(peer: Peer, message: Message): void {
  if (message.type === 'exit') peer.code = message.code;
  else if (message.type === 'pipe') {
    peer.pipes.push(message.path);
    if (message.made !== null) peer.made.push(message.made);
  } else if (message.type === 'closed') peer.listening = peer.listening.filter(({ port }) => port !== message.port);
  else if (message.type === 'listening') {
    const { port, wanted, tls, http } = message;
    peer.listened = true;
    // Fastify listens on every address of `localhost`, that is a second time on the port that came of the first.
    if (!peer.listening.some((other) => other.port === wanted)) peer.listening.push({ port, wanted, tls, http });
  }
}

/** Other processes of the app find it under the port they know. */
function tell(sockets: Iterable<Socket>, { wanted, port }: Listening): void {
  if (wanted === null || wanted === 0) return;
  for (const socket of sockets) socket.write(`${JSON.stringify({ wanted, port })}\n`);
}

function readLines(socket: Socket, heard: (line: string) => void): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    if (text.length > LONGEST_LINE) socket.destroy();
    lines.forEach(heard);
  });
}
