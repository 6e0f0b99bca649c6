import { expect, it } from 'vitest';
import { Clients } from '../../../../src/steps/verify/attack/clients';
import { stopDuring } from '../../../../src/steps/verify/attack/stop';
import type { Ending, ProbeAnswer } from '../../../../src/types/proof';
import { runFiles } from '../boot/booting';

const SERVER = `
const { createServer } = require('node:http');
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => { body += chunk; console.log('got', chunk.length); });
  request.on('end', () => response.end(body));
}).listen(3000);
`;
const GRACEFUL = `process.once('SIGTERM', () => { console.log('stopping'); server.close(() => process.exit(3)); });`;

async function stopped(code: string): Promise<{ answer: ProbeAnswer; ending: Ending }> {
  const app = await runFiles({ 'app.js': code });
  const { port, tls } = app.listeners[0]!;
  const client = new Clients(false, null).group()('');
  return stopDuring({ port, tls }, app, { method: 'POST', path: '/', body: 'first second' }, client);
}

it('an app that finishes its work answers the request that is under way, and ends by itself', async () => {
  const { answer, ending } = await stopped(SERVER + GRACEFUL);
  expect(answer).toMatchObject({ status: 200, text: 'first second' });
  expect(ending).toMatchObject({ code: 3, listened: true });
  expect(ending.output).toMatch(/got 6\nstopping\ngot 6\n$/);
  expect(ending.elapsed).toBeGreaterThan(100);
  expect(ending.elapsed).toBeLessThan(5000);
});

it('an app that does not care cuts it off', async () => {
  const { answer, ending } = await stopped(SERVER);
  expect(answer).toMatchObject({ status: 0, text: 'ECONNRESET' });
  expect(ending.code).toBeNull();
  expect(ending.elapsed).toBeLessThan(2000);
});
