import { randomBytes } from 'node:crypto';

/** The `.env` of this machine after the example: empty settings, which are the required ones, get a value by chance. */
export const envFile = (example: string): string =>
  example
    .replace(/^# Copy to .*$/m, '# Settings of this machine, with secrets of its own. Git ignores this file.')
    .replace(/^(\w+)=$/gm, (_line, name: string) => `${name}=${randomBytes(32).toString('hex')}`);
