'use strict';
/* The line to tempered. Where it breaks, tempered is gone, and nothing of what it started may stay, files included. */
const { rmSync, writeSync } = require('node:fs');
const net = require('node:net');
const { isMainThread } = require('node:worker_threads');

/** Reports over a connection that keeps no process alive. `moved`: which port has come of the one an app asked for. */
exports.open = function open({ port, token, folder }) {
  const { pid } = process;
  const kill = process.kill.bind(process);
  const moved = new Map();
  const line = (message) => `${JSON.stringify({ token, pid, ...message })}\n`;

  const socket = net.connect({ port, host: '127.0.0.1' });
  const write = socket.write.bind(socket);
  socket.unref();
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('close', () => {
    try {
      rmSync(folder, { recursive: true, force: true });
    } finally {
      kill(pid, 'SIGKILL');
    }
  });
  socket.on('data', hear(moved));
  write(line({ type: 'hello' }));

  // What npm or a shell in between makes of an exit code is not what the app ended with. Nothing asynchronous runs now.
  if (isMainThread) {
    process.on('exit', (code) => {
      try {
        writeSync(socket._handle.fd, line({ type: 'exit', code }));
      } catch {
        // Not connected yet, or on Windows: the end of the connection has to do.
      }
    });
  }
  return { moved, tell: (message) => write(line(message)) };
};

/** What other processes of the app have come to listen on. */
function hear(moved) {
  let text = '';
  return (chunk) => {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop();
    for (const { wanted, port } of lines.map((each) => JSON.parse(each))) {
      if (!moved.has(wanted)) moved.set(wanted, port);
    }
  };
}
