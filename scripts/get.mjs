// Boots a server on loopback, requests one path, and fails unless the answer is 200.
// Usage: node scripts/get.mjs ENTRY PATH
import { boot } from './lib/boot.mjs';

const [entry, path] = process.argv.slice(2);
const server = await boot(entry, { cwd: process.cwd() });
try {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
  console.log(`GET ${path}: ${response.status}, ${[...response.headers.keys()].length} headers`);
  if (response.status !== 200) process.exitCode = 1;
} finally {
  await server.stop();
}
