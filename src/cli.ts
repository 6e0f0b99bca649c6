import { CommanderError } from 'commander';
import { endOnInterrupt } from './commands/cancel';
import { UserError } from './errors';
import { program } from './program';
import { drawInAscii, showsSymbols } from './ui/ascii';
import { inOneLine } from './ui/screen';

const GONE = new UserError('The current folder does not exist any more.', 'Change into the project again.');
const isGone = (error: unknown): boolean => (error as { syscall?: unknown } | null)?.syscall === 'uv_cwd';

/** Expected errors are a sentence and a hint; anything else is a fault of ours and says so. */
function report(thrown: unknown): number {
  const error = isGone(thrown) ? GONE : thrown;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    process.stderr.write(`${inOneLine(error.message)}\n${inOneLine(error.hint)}\n`);
    return error.exitCode;
  }
  const detail = process.env['TEMPERED_DEBUG']
    ? ((error as Error).stack ?? error)
    : error instanceof Error
      ? error.message
      : error;
  process.stderr.write(
    `tempered failed: ${String(detail)}\nThis is a fault of tempered; TEMPERED_DEBUG=1 shows where.\n`,
  );
  return 70;
}

// Whoever reads the output may stop doing so, as `| head` does; a run that writes files goes on.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

if (!showsSymbols(process.env)) [process.stdout, process.stderr].forEach(drawInAscii);
endOnInterrupt(process.stderr, (exitCode) => process.exit(exitCode));

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
