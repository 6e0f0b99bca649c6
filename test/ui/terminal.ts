import { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { Io } from '../../src/ui/screen';

export type Key =
  | 'return'
  | 'enter'
  | 'space'
  | 'down'
  | 'up'
  | 'left'
  | 'right'
  | 'backspace'
  | 'escape'
  | 'ctrl-c'
  | { text: string };

class Keyboard extends Readable {
  isTTY = true;
  isRaw = false;
  override _read(): void {}
  setRawMode(raw: boolean): this {
    this.isRaw = raw;
    return this;
  }
}

class Display extends Writable {
  isTTY = true;
  columns = 100;
  rows = 40;
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** A terminal without a screen: `type` presses keys one after the other, `seen` is everything that was written. */
export function mockTerminal(env: Record<string, string> = {}) {
  const keyboard = new Keyboard();
  const display = new Display();
  const io = { stdin: keyboard, stdout: display, stderr: display, env } as unknown as Io;
  const press = (character: string, name: string, ctrl = false) => {
    keyboard.emit('keypress', character, { name, ctrl, meta: false, shift: false, sequence: character });
  };
  return {
    io,
    keyboard,
    display,
    seen: () => stripVTControlCharacters(display.text),
    raw: () => display.text,
    isRaw: () => keyboard.isRaw,
    async type(...keys: Key[]): Promise<void> {
      for (const key of keys) {
        await setTimeout(5);
        if (typeof key === 'object') for (const character of key.text) press(character, character);
        else if (key === 'ctrl-c') press('\u0003', 'c', true);
        else press(key === 'space' ? ' ' : '', key);
      }
    },
  };
}
