/** What the preloads say, one line of JSON each. It comes from the app's own processes, and is checked like any input. */

import { isAbsolute } from 'node:path';

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
  | { type: 'pipe'; path: string; made: string | null }
  | { type: 'exit'; code: number };

export interface Line {
  token: unknown;
  pid: number;
  /** Null where it is none that is known. */
  message: Message | null;
}

/** Null where it is no object. */
export function parseLine(text: string): Line | null {
  const line = parse(text);
  return line && { token: line['token'], pid: Number(line['pid']), message: toMessage(line) };
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
  if (type === 'pipe' && typeof path === 'string') return { type, path, made: toPath(rest['made']) };
  // `process.exit('1')` is allowed.
  const isCode = (typeof code === 'number' || typeof code === 'string') && Number.isInteger(Number(code));
  return type === 'exit' && isCode ? { type, code: Number(code) } : null;
}

const toPath = (value: unknown): string | null => (typeof value === 'string' && isAbsolute(value) ? value : null);

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
