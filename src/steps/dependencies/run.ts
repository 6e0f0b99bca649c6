import { execa } from 'execa';

/** A command of the package manager, or of a tool of the project. */
export interface Asked {
  /** What it printed on stdout; null where it could not be run to its end. */
  output: string | null;
  code: number | null;
  /** Why not, or what it said on stderr, in one line. */
  trouble: string;
}

const TIMEOUT = 120_000;

/** Runs a command that only reads. Its exit code is 1 for findings and for failures alike. */
export async function ask([command = '', ...args]: readonly string[], cwd: string): Promise<Asked> {
  const env = { COREPACK_ENABLE_DOWNLOAD_PROMPT: '0', npm_config_ignore_scripts: 'true', NO_COLOR: '1' };
  const result = await execa(command, args, { cwd, env, stdin: 'ignore', reject: false, timeout: TIMEOUT });
  if (result.code === 'ENOENT')
    return { output: null, code: null, trouble: `${command} was not found on this machine` };
  if (result.timedOut) return { output: null, code: null, trouble: 'it did not end within two minutes' };
  return { output: result.stdout, code: result.exitCode ?? null, trouble: lastLine(result.stderr) };
}

/** A registry's address may carry a user and a password. */
const lastLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim().replace(/\/\/[^/@\s]+@/g, '//***@'))
    .filter((line) => line !== '' && !/^npm warn/i.test(line))
    .slice(0, 1)
    .join('');

/** The JSON that a command printed, whatever stands before it; undefined where there is none. */
export function parsed(output: string | null): unknown {
  const start = output?.search(/^[[{]/m) ?? -1;
  if (output === null || start === -1) return undefined;
  try {
    return JSON.parse(output.slice(start));
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
