import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
];

type Fields = Record<string, unknown>;
interface Message {
  id?: number;
  method?: string;
  params?: Fields;
  result?: Fields;
  error?: { message: string };
}

/** A Chromium, driven through its DevTools protocol over two pipes. */
export class Browser {
  /** What it reported, in order. */
  readonly events: { method: string; params: Fields }[] = [];
  private readonly waiting = new Map<number, (message: Message) => void>();
  private readonly ended: Promise<void>;
  private rest = '';
  private sent = 0;
  private session: string | undefined;

  private constructor(
    private readonly child: ChildProcess,
    private readonly profile: string,
  ) {
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
    void this.ended.then(() => {
      for (const answer of this.waiting.values()) answer({ error: { message: 'Chromium has ended' } });
    });
    const output = child.stdio[4] as Readable;
    output.setEncoding('utf8').on('data', (text: string) => this.receive(text));
  }

  /** With one empty page, whose events are recorded. */
  static async launch(): Promise<Browser> {
    const profile = await mkdtemp(join(tmpdir(), 'tempered-browser-'));
    const flags = [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'];
    const child = spawn('chromium', flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    const browser = new Browser(child, profile);
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    browser.session = String(sessionId);
    for (const domain of ['Page', 'Log', 'Runtime', 'Network']) await browser.send(`${domain}.enable`);
    return browser;
  }

  async send(method: string, params: Fields = {}): Promise<Fields> {
    const id = ++this.sent;
    const answer = new Promise<Message>((resolve) => this.waiting.set(id, resolve));
    const session = this.session === undefined ? {} : { sessionId: this.session };
    (this.child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  /** Loads an address and waits until it is there. */
  async open(url: string): Promise<void> {
    const seen = this.events.length;
    await this.send('Page.navigate', { url });
    while (!this.events.slice(seen).some(({ method }) => method === 'Page.loadEventFired')) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** How the page is looked at: the width of the window, the scheme of colours, the medium. */
  async look({
    width,
    dark = false,
    media = 'screen',
  }: {
    width: number;
    dark?: boolean;
    media?: string;
  }): Promise<void> {
    const size = { width, height: 800, deviceScaleFactor: 1, mobile: width < 500 };
    await this.send('Emulation.setDeviceMetricsOverride', size);
    const features = [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }];
    await this.send('Emulation.setEmulatedMedia', { media, features });
  }

  /** What a script comes to in the page, as JSON. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: T }).value;
  }

  async close(): Promise<void> {
    this.session = undefined;
    await this.send('Browser.close').catch(() => this.child.kill());
    await this.ended;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  private receive(text: string): void {
    const parts = (this.rest + text).split('\0');
    this.rest = parts.pop() ?? '';
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      const answer = this.waiting.get(message.id ?? 0);
      if (answer) answer(message);
      else if (message.method) this.events.push({ method: message.method, params: message.params ?? {} });
    }
  }
}
