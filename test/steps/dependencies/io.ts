import { Writable } from 'node:stream';
import type { Io } from '../../../src/ui/screen';

/** Streams that keep what is written. */
export function memoryIo(): { io: Io; texts: { stdout: string; stderr: string } } {
  const texts = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof texts): NodeJS.WriteStream =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += String(chunk);
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  return { io: { stdin: process.stdin, stdout: stream('stdout'), stderr: stream('stderr'), env: {} }, texts };
}
