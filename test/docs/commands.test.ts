import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { glob } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { measures } from '../../src/measures/index';
import { program } from '../../src/program';
import { commandsOf, readPages, repository } from './pages';

const pages = await readPages();
const root = program();
const ids = new Set(measures.map(({ id }) => id));
const rules = new Set(measures.flatMap((measure) => measure.rules.map(({ id }) => id)));

/** `FILE`, `DIR`, `a,b`, `…`: places for words of one's own. */
const isPlaceholder = (word: string): boolean => /^(?:[A-Z]+|a(?:,b)?|…|<.+>|\[.+\])$/.test(word);

const hasOption = (command: Command, flag: string): boolean =>
  /^--(?:help|version)$/.test(flag) || command.options.some(({ long, short }) => [long, short].includes(flag));

function flawOf(words: string[]): string | null {
  const named = root.commands.find((command) => command.name() === words[0] || command.aliases().includes(words[0]!));
  const command = named ?? root.commands.find((each) => each.name() === 'harden')!;
  const flag = words.find((word) => /^--[a-z]/.test(word) && !hasOption(command, word.replace(/=.*/, '')));
  if (flag) return `${command.name()} has no ${flag}`;
  const chosen = words.flatMap((word, at) =>
    /^--(?:only|skip|remove)$/.test(word) ? (words[at + 1] ?? '').split(',') : [],
  );
  const unknown = chosen.find((id) => !isPlaceholder(id) && !ids.has(id));
  if (unknown !== undefined) return `there is no measure ${unknown}`;
  const [, about] = words;
  if (command.name() !== 'explain' || about === undefined || isPlaceholder(about)) return null;
  return ids.has(about) || rules.has(about) ? null : `there is no rule ${about}`;
}

/** The calls of tempered on a line, as words. */
const callsOn = (line: string): string[][] =>
  [...line.matchAll(/(?:^|(?:&&|;|\||npx(?: --package \S+)?) +)tempered((?: +[^\s&;|>]+)*)/g)].map(([, words]) =>
    words!.trim().split(/ +/).filter(Boolean),
  );

describe('the commands that the documentation shows', () => {
  it('exist, with their options, measures and rules', () => {
    const calls = [...pages].flatMap(([page, text]) =>
      commandsOf(text).flatMap((line) => callsOn(line).map((words) => ({ page, words }))),
    );
    expect(calls.length).toBeGreaterThan(100);
    const wrong = calls.flatMap(({ page, words }) => {
      const flaw = flawOf(words);
      return flaw ? [`${page}: tempered ${words.join(' ')}: ${flaw}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['check --deps --no-deps', 'check has no --no-deps'],
    ['--only cors,nothing', 'there is no measure nothing'],
    ['explain cors/nothing', 'there is no rule cors/nothing'],
  ])('would notice: tempered %s', (line, flaw) => {
    expect(flawOf(line.split(' '))).toBe(flaw);
  });
});

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

describe('troubleshooting', () => {
  it("quotes messages in tempered's own words", async () => {
    const files = await glob(['src/**/*.ts'], { cwd: repository });
    const sources = (await Promise.all(files.map((file) => readFile(path.join(repository, file), 'utf8')))).join('\n');
    const quoted = [...pages.get('docs/troubleshooting.md')!.matchAll(/^### `(.+)`$/gm)].map(([, message]) => message!);
    expect(quoted.length).toBeGreaterThan(10);
    const isThere = (message: string): boolean =>
      new RegExp(message.split('…').map(escaped).join('\\$\\{[^\\n]+\\}')).test(sources);
    expect(quoted.filter((message) => !isThere(message))).toEqual([]);
  });
});
