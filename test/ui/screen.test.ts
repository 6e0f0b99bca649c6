import { describe, expect, it } from 'vitest';
import { createScreen, inOneLine, isInteractive, withoutControls } from '../../src/ui/screen';
import { mockTerminal } from './terminal';

describe('isInteractive', () => {
  it('needs a terminal on both sides, no CI and no --yes', () => {
    expect(isInteractive(mockTerminal().io)).toBe(true);
    expect(isInteractive(mockTerminal({ CI: 'false' }).io)).toBe(true);
    expect(isInteractive(mockTerminal({ CI: '1' }).io)).toBe(false);
    expect(isInteractive(mockTerminal().io, { yes: true })).toBe(false);
    const piped = mockTerminal();
    piped.display.isTTY = false;
    expect(isInteractive(piped.io)).toBe(false);
  });
});

describe('createScreen', () => {
  const painted = (env: Record<string, string>, isTTY = true) => {
    const { io, display } = mockTerminal(env);
    display.isTTY = isTTY;
    return createScreen(io.stdout, io.env).paint('high', 'x');
  };

  it('has colours on a terminal only', () => {
    expect(painted({})).toBe('\u001B[31mx\u001B[39m');
    expect(painted({}, false)).toBe('x');
    expect(painted({ TERM: 'dumb' })).toBe('x');
    expect(painted({ CI: 'true' })).toBe('x');
  });

  it('respects NO_COLOR, then FORCE_COLOR', () => {
    expect(painted({ NO_COLOR: '1', FORCE_COLOR: '1' })).toBe('x');
    expect(painted({ FORCE_COLOR: '1' }, false)).not.toBe('x');
    expect(painted({ FORCE_COLOR: '0' })).toBe('x');
  });

  it('leaves text of an unknown style alone', () => {
    const { io } = mockTerminal();
    expect(createScreen(io.stdout, io.env).paint('loud', 'x')).toBe('x');
  });
});

describe('withoutControls', () => {
  it('keeps lines and tabs, and nothing that a terminal would obey', () => {
    expect(withoutControls('a\tb\r\nc\u001B[8md\u0007e\u009Bf\u202Eg\uFEFF')).toBe('a\tb\nc?[8md?e?f?g');
  });
});

describe('what strangers call their files', () => {
  const written = (text: string, env = {}): string => {
    let all = '';
    const stream = { isTTY: true, write: (part: string) => ((all += part), true) } as unknown as NodeJS.WriteStream;
    const screen = createScreen(stream, { FORCE_COLOR: '1', ...env });
    screen.write(`${screen.paint('bold', 'ours')} ${text}`);
    return all;
  };

  it('is no command for the terminal, on any screen', () => {
    expect(written('a\u001B[2J\u001B]0;x\u0007\u001B[8mb\u202E\rc')).toBe(
      '\u001B[1mours\u001B[22m a?[2J?]0;x??[8mb??c',
    );
  });

  it('begins no line, which a CI could obey', () => {
    expect(inOneLine('a\n::error::x\r\n\u2028::y')).toBe('a ::error::x ::y');
  });
});
