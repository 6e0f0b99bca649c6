/** What the preloads say, one line of JSON each. It comes from the app's own processes, and is checked like any input. */

export interface Listening {
  port: number;
  /** The port that was asked for. */
  wanted: number | null;
  tls: boolean;
  http: boolean;
}

export type Message =
  | { type: 'hello' }
  | ({ type: 'listening' } & Listening)
  | { type: 'closed'; port: number }
  | { type: 'pipe'; path: string }
  | { type: 'exit'; code: number };

export interface Line {
  token: unknown;
  pid: number;
  message: Message;
}

/** Null where it is no message. */
export function parseLine(text: string): Line | null {
  const line = parse(text);
  const message = line && toMessage(line);
  return message ? { token: line['token'], pid: Number(line['pid']), message } : null;
}

function toMessage({ type, port, wanted, path, code, ...rest }: Record<string, unknown>): Message | null {
  if (type === 'hello') return { type };
  if (type === 'listening' && isPort(port)) {
    return {
      type,
      port,
      wanted: isPort(wanted) || wanted === 0 ? wanted : null,
      tls: rest['tls'] === true,
      http: rest['http'] === true,
    };
  }
  if (type === 'closed' && isPort(port)) return { type, port };
  if (type === 'pipe' && typeof path === 'string') return { type, path };
  return type === 'exit' && Number.isInteger(code) ? { type, code: Number(code) } : null;
}

const isPort = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65_535;

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
