import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mockRegistry, type MockRegistry } from '../../../../src/steps/verify/attack/registry';
import { serve } from '../server';

const BULK = '/-/npm/v1/security/advisories/bulk';

async function registry(upstream: string | null): Promise<MockRegistry> {
  const mock = await mockRegistry('vulnerable', upstream);
  onTestFinished(() => mock.close());
  return mock;
}

async function ask(mock: MockRegistry, body: string | Buffer, headers: Record<string, string> = {}): Promise<number> {
  const { status } = await fetch(mock.url + BULK, { method: 'POST', headers, body: new Uint8Array(Buffer.from(body)) });
  return status;
}

/** The status of a GET of this very target, which `fetch` would write another way. */
const statusOf = (mock: MockRegistry, target: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(mock.url);
    request({ port, host: '127.0.0.1', path: target }, (response) => resolve(response.resume().statusCode!))
      .on('error', reject)
      .end();
  });

describe('the registry on loopback', () => {
  it('reads what it is asked, packed or not', async () => {
    const mock = await registry(null);
    expect(await ask(mock, '{"one":["1.0.0"]}')).toBe(200);
    expect(await ask(mock, gzipSync('{"two":["1.0.0"]}'), { 'content-encoding': 'gzip' })).toBe(200);
    expect(mock.asked).toEqual(['one', 'two']);
  });

  it('unpacks no more than anybody would ask', async () => {
    const mock = await registry(null);
    const bomb = gzipSync(Buffer.alloc(200 << 20, ' '));
    expect(await ask(mock, bomb, { 'content-encoding': 'gzip' })).toBe(502);
    const large = await ask(mock, Buffer.alloc(30 << 20, ' ')).catch(() => 0);
    expect([0, 502]).toContain(large);
    expect(mock.asked).toEqual([]);
  });

  it('passes on what its own upstream has, and asks nobody else', async () => {
    const seen: string[] = [];
    const port = await serve((incoming, response) => {
      seen.push(incoming.url!);
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ at: `${upstream}/x.tgz` }));
    });
    const foreign = await serve((_incoming, response) => response.end('foreign'));
    const upstream = `http://127.0.0.1:${port}/npm`;
    const mock = await registry(upstream);
    const answer = (await (await fetch(`${mock.url}/@scope%2fname`)).json()) as { at: string };
    expect(answer.at).toBe(`${mock.url}/x.tgz`);
    expect(seen).toEqual(['/npm/@scope%2fname']);
    await statusOf(mock, `//127.0.0.1:${foreign}/x`);
    await statusOf(mock, `http://127.0.0.1:${foreign}/x`);
    expect(seen.slice(1)).toEqual([`/npm//127.0.0.1:${foreign}/x`, `/npmhttp://127.0.0.1:${foreign}/x`]);

    const atRoot = await registry(new URL(upstream).origin);
    expect(await statusOf(atRoot, `//127.0.0.1:${foreign}/x`)).toBe(400);
    expect(await statusOf(atRoot, `http://127.0.0.1:${foreign}/x`)).toBe(400);
    expect(seen).toHaveLength(3);
  });
});
