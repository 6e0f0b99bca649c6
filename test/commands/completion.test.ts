import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { completion } from '../../src/commands/completion/index';
import { SHELLS, type Shell } from '../../src/commands/completion/shells';
import { program } from '../../src/program';
import { temporaryFolder } from '../temporary';
import { mockTerminal } from '../ui/terminal';

const run = promisify(execFile);

function scriptFor(shell: Shell): string {
  const { io, raw } = mockTerminal();
  expect(completion(shell, program(), io)).toBe(0);
  return raw();
}

describe.each(SHELLS)('the completion for %s', (shell) => {
  it('knows every option of every command', () => {
    const script = scriptFor(shell);
    const options = program().commands.flatMap((command) => command.options.map(({ long }) => long!.slice(2)));
    expect(options.filter((option) => !new RegExp(`\\b${option}\\b`).test(script))).toEqual([]);
  });
});

/** What bash offers for the last of these words, with the script loaded as users do. */
async function inBash(...lines: string[][]): Promise<string[]> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'script'), scriptFor('bash'));
  const tries = lines.map((words) => {
    const typed = words.map((word) => `'${word}'`).join(' ');
    return `COMP_WORDS=(tempered ${typed}); COMP_CWORD=${words.length}; _tempered; echo "\${COMPREPLY[*]}"`;
  });
  const { stdout } = await run('bash', ['-uc', `source ./script; ${tries.join('; ')}`], { cwd: folder });
  return stdout.split('\n').slice(0, -1);
}

describe('in bash', () => {
  it('completes commands, options, their values, measures and rules', async () => {
    const offered = await inBash(
      ['ch'],
      ['check', '--fail'],
      ['check', '--fail-on', 'm'],
      ['check', '--fail-on', '=', 'h'],
      ['--only', 'headers,cor'],
      ['undo', '--yes', '--fo'],
      ['explain', 'cors/any'],
      ['completion', ''],
      ['check', '--output', 'x'],
    );
    expect(offered).toEqual([
      'check',
      '--fail-on',
      'medium',
      'high',
      'headers,cors',
      '--force',
      'cors/any-origin',
      'bash zsh fish',
      '',
    ]);
  });
});
