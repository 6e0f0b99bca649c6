/** The line from the preloads: which processes there are, and what listens. */
import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface Listening {
  port: number;
  /** The port that was asked for. */
  wanted: number | null;
  tls: boolean;
  http: boolean;
}

/** A Node.js process of the app. It is gone once all its connections are: each of its threads has one. */
export interface Peer {
  pid: number;
  connections: Set<Socket>;
  listening: Listening[];
  /** Unix sockets and pipes. */
  pipes: string[];
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

type Message = { token: string; pid: number } & (
  | { type: 'hello' }
  | ({ type: 'listening' } & Listening)
  | { type: 'closed'; port: number }
  | { type: 'pipe'; path: string }
  | { type: 'exit'; code: number }
);

/** Longer than any message, so that a stranger on this machine fills no memory. */
const LONGEST_LINE = 10_000;

/** Listens on loopback for preloads that know the token; `changed` is called after whatever they say. */
export async function openChannel(changed: () => void): Promise<Channel> {
  const token = randomBytes(16).toString('hex');
  const peers = new Map<number, Peer>();
  const sockets = new Set<Socket>();

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      for (const peer of peers.values()) peer.connections.delete(socket);
      changed();
    });
    readLines(socket, (line) => {
      const message = parse(line);
      if (message?.token !== token) return void socket.destroy();
      const peer = peers.get(message.pid) ?? newPeer(message.pid);
      peers.set(message.pid, peer);
      peer.connections.add(socket);
      note(peer, message);
      if (message.type === 'listening') tell(sockets, message);
      changed();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, resolve);
  });

  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: (server.address() as AddressInfo).port, token, peers, close };
}

function newPeer(pid: number): Peer {
  return { pid, connections: new Set(), listening: [], pipes: [], listened: false, code: null };
}

function note(peer: Peer, message: Message): void {
  if (message.type === 'exit') peer.code = message.code;
  else if (message.type === 'pipe') peer.pipes.push(message.path);
  else if (message.type === 'closed') peer.listening = peer.listening.filter(({ port }) => port !== message.port);
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

function parse(line: string): Message | null {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return null;
  }
}
