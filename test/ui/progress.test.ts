import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProgress } from '../../src/ui/progress';
import { mockTerminal } from './terminal';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const during = (milliseconds: number) => async (tell: (far: string) => void) => {
  await vi.advanceTimersByTimeAsync(milliseconds / 2);
  tell('40 commits');
  await vi.advanceTimersByTimeAsync(milliseconds / 2);
  return 'done';
};

describe('the progress of a piece of work', () => {
  it('is not shown within a second', async () => {
    const { io, raw } = mockTerminal();
    expect(await createProgress(io).during('Reading', during(900))).toBe('done');
    expect(raw()).toBe('');
  });

  it('is one line that counts the seconds on a terminal, and is taken away at the end', async () => {
    const { io, raw, display } = mockTerminal();
    display.columns = 30;
    await createProgress(io).during('Looking for secrets', during(3000));
    expect(raw().split('\r')).toEqual([
      '',
      'Looking for secrets (1 s)\u001B[K',
      'Looking for secrets (40 commi\u001B[K',
      '\u001B[K',
    ]);
  });

  it('gives way to what is written or asked meanwhile', async () => {
    const { io, display, raw } = mockTerminal();
    const progress = createProgress(io);
    await progress.during('Attacking', async () => {
      await vi.advanceTimersByTimeAsync(1000);
      await progress.aside(async () => {
        display.write('Build it?\n');
        await vi.advanceTimersByTimeAsync(5000);
      });
      await vi.advanceTimersByTimeAsync(250);
    });
    expect(raw()).toBe('\rAttacking (1 s)\u001B[K\r\u001B[KBuild it?\n\rAttacking (6 s)\u001B[K\r\u001B[K');
  });

  it.each([
    ['a pipe', {}, false],
    ['a CI', { CI: 'true' }, true],
    ['the accessible mode', { ACCESSIBLE: '1' }, true],
    ['a terminal that cannot redraw', { TERM: 'dumb' }, true],
  ])('is a line that stays in %s, and comes again after half a minute', async (_, env, isTTY) => {
    const { io, display, raw } = mockTerminal(env as Record<string, string>);
    display.isTTY = isTTY;
    await createProgress(io).during('Looking', during(40_000));
    expect(raw()).toBe('Looking\nLooking (40 commits)\n');
  });

  it('is not shown with --quiet', async () => {
    const { io, raw } = mockTerminal();
    expect(await createProgress(io, { quiet: true }).during('Reading', during(9000))).toBe('done');
    expect(raw()).toBe('');
  });

  it('ends where the work fails', async () => {
    const { io, raw } = mockTerminal();
    const failing = createProgress(io).during('Reading', async (tell) => {
      await during(1000)(tell);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await vi.advanceTimersByTimeAsync(5000);
    expect(raw().endsWith('\r\u001B[K')).toBe(true);
  });
});
