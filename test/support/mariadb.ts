import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection, type Connection } from 'mysql2/promise';
import { freePort } from './redis';

/** A real MariaDB server on a free port of loopback, with its data in a temporary folder. */
export class MariaDb {
  private constructor(
    readonly port: number,
    readonly folder: string,
    readonly server: ChildProcess,
  ) {}

  /** @throws Error where MariaDB's server (Debian: mariadb-server-core) is not installed */
  static async start(): Promise<MariaDb> {
    const folder = await mkdtemp(join(tmpdir(), 'tempered-mariadb-'));
    const data = `--datadir=${join(folder, 'data')}`;
    const user = process.getuid?.() === 0 ? ['--user=root'] : [];
    await promisify(execFile)('mariadb-install-db', [
      '--no-defaults',
      data,
      ...user,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ]);
    const port = await freePort();
    const socket = `--socket=${join(folder, 'socket')}`;
    const network = ['--bind-address=127.0.0.1', `--port=${port}`, socket];
    const server = spawn('mariadbd', ['--no-defaults', data, ...user, ...network, '--skip-log-bin'], {
      stdio: 'ignore',
    });
    await once(server, 'spawn');
    const started = new MariaDb(port, folder, server);
    const connection = await started.#connected();
    await connection.query('CREATE DATABASE test');
    await connection.end();
    return started;
  }

  get settings(): { host: string; port: number; user: string; database: string } {
    return { host: '127.0.0.1', port: this.port, user: 'root', database: 'test' };
  }

  async stop(): Promise<void> {
    if (this.server.exitCode === null) {
      this.server.kill('SIGKILL');
      await once(this.server, 'exit');
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  async #connected(): Promise<Connection> {
    const { database: _, ...settings } = this.settings;
    for (let tries = 0; ; tries++) {
      try {
        return await createConnection(settings);
      } catch (error) {
        if (this.server.exitCode !== null || tries > 300) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
}
