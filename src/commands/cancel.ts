/** Something was begun that Ctrl-C ends in its own way; afterwards it is not known here what was written. */
let hasBegun = false;

export function begin(): void {
  hasBegun = true;
}

/** Ctrl-C where nothing else hears it, before the first question for instance: says so, and ends with 130. */
export function endOnInterrupt(stderr: NodeJS.WriteStream, end: (exitCode: number) => void): void {
  process.on('SIGINT', () => {
    if (process.listenerCount('SIGINT') > 1) return;
    // What the terminal shows of Ctrl-C, and perhaps a line of progress, stand in the line.
    stderr.write(`${stderr.isTTY ? '\r\u001B[K' : ''}Cancelled\n${hasBegun ? '' : 'Nothing was written.\n'}`);
    end(130);
  });
}
