import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';

/** A real redis-server on a free port of loopback, which keeps nothing on disk and can be stopped and started again. */
export class Redis {
  #server: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  /** @throws Error where redis-server is not installed */
  static async start(): Promise<Redis> {
    const redis = new Redis(await freePort());
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const server = spawn('redis-server', settings, { stdio: 'ignore' });
    this.#server = server;
    await once(server, 'spawn');
    while (!(await accepts(this.port))) {
      if (server.exitCode !== null) throw new Error('redis-server ended');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Makes it accept connections and answer nothing, until `resume`. */
  hang(): void {
    this.#server?.kill('SIGSTOP');
  }

  resume(): void {
    this.#server?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (!server || server.exitCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
    this.#server = undefined;
  }
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
