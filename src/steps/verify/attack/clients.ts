import { createServer } from 'node:net';

/** Who a request comes from, and under which name it asks for the app. */
export interface Client {
  /** Its own address in 127.0.0.0/8, of which the connection is made; null where the system chooses. */
  localAddress: string | null;
  /** The address by which the simulated proxy names it. */
  address: string;
  /** The Host that the proxy passes on; null for the address of the app itself. */
  host: string | null;
}

/** Clients that were never seen before: limits that count by address are not shared. */
export class Clients {
  #made = 0;

  /** `loopback`: the app is reached on 127.0.0.0/8, and the system has more of it than 127.0.0.1. */
  constructor(
    private readonly loopback: boolean,
    private readonly host: string | null,
  ) {}

  /** Clients by name, for one probe. */
  group(): (name: string) => Client {
    const known = new Map<string, Client>();
    return (name) => {
      const client = known.get(name) ?? this.#make();
      known.set(name, client);
      return client;
    };
  }

  #make(): Client {
    // 198.18.0.0/15 is set aside for tests of networks (RFC 2544); 0 and 255 stay out of the last part.
    const number = this.#made++ % 60_000;
    const [high, low] = [Math.floor(number / 250), 1 + (number % 250)];
    return {
      localAddress: this.loopback ? `127.1.${high}.${low}` : null,
      address: `198.18.${high}.${low}`,
      host: this.host,
    };
  }
}

/** Whether connections can be made from any address of 127.0.0.0/8; macOS has 127.0.0.1 only. */
export function hasLoopbackAddresses(): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(0, '127.1.0.1', () => server.close(() => resolve(true)));
  });
}
