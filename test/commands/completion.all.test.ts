import { execFile, execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary';
import { tempered } from '../support/tempered';
import { inTerminal, press, waitFor } from '../ui/tmux';

const run = promisify(execFile);

function has(shell: string): boolean {
  try {
    execFileSync(shell, ['-c', 'true']);
    return true;
  } catch {
    return false;
  }
}

/** A folder with the script, as `tempered completion` prints it. */
async function withScript(shell: string): Promise<string> {
  const { stdout } = await tempered(['completion', shell], process.cwd());
  const folder = await temporaryFolder({ 'report.json': '{}' });
  await writeFile(join(folder, 'script'), stdout);
  return folder;
}

const LINES = [
  ['tempered che', 'tempered check'],
  ['tempered check --fail-on med', 'tempered check --fail-on medium'],
  ['tempered check --output=rep', 'tempered check --output=report.json'],
  ['tempered --only headers,cor', 'tempered --only headers,cors'],
  ['tempered explain cors/any', 'tempered explain cors/any-origin'],
] as const;

describe('the tab key', () => {
  it.skipIf(!has('zsh')).each(LINES)('completes %s in zsh', async (typed, completed) => {
    await inTerminal(await withScript('zsh'), 'zsh -f -i');
    await press('autoload -U compinit; compinit -u -D; source ./script; echo rea""dy', 'Enter');
    await waitFor(/^ready/m);
    await press(typed, 'Tab');
    await waitFor(new RegExp(completed));
  });

  it.each(LINES)('completes %s in bash', async (typed, completed) => {
    await inTerminal(await withScript('bash'), 'bash --norc -i');
    await press('source ./script; echo rea""dy', 'Enter');
    await waitFor(/^ready/m);
    await press(typed, 'Tab');
    await waitFor(new RegExp(completed));
  });

  it.skipIf(!has('fish')).each(LINES)('completes %s in fish', async (typed, completed) => {
    const folder = await withScript('fish');
    const { stdout } = await run('fish', ['-c', `source script; complete -C '${typed}'`], { cwd: folder });
    const last = completed.split(' ').at(-1)!;
    expect(stdout.split('\n').map((line) => line.split('\t')[0])).toContain(last);
  });
});
