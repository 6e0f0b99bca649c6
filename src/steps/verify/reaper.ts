/** Where tempered is killed, nothing of it can tidy up: a shell outside waits for its end, and does. */
import { spawn } from 'node:child_process';
import type { Tree } from './processes';

/** Its input ends with tempered. Node.js processes end themselves as well, unless they are busy. */
const SCRIPT = `
read -r _
for round in 1 2 3; do
  kill -9 -- "-$1"
  for file in /proc/[0-9]*/environ; do
    pid=\${file#/proc/}
    if grep -qsF -- "$2" "$file"; then kill -9 "\${pid%/environ}"; fi
  done
done
rm -rf -- "$3"
`;

/** Guards the tree until the returned function is called. */
export function guard({ pid, mark, folder }: Tree): () => void {
  if (process.platform === 'win32') return () => undefined;
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'tempered', String(pid), mark, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Without it the preloads have to do.
  shell.on('error', () => undefined);
  shell.unref();
  return () => void shell.kill('SIGKILL');
}
