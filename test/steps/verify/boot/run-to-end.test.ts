import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Command, runToEnd } from '../../../../src/steps/verify/boot/run-to-end';
import { temporaryFolder } from '../../../temporary';
import { eventually, processesWith } from './booting';

const source = join(import.meta.dirname, '../../../../src/steps/verify/boot/run-to-end');

async function shell(script: string, changes: Partial<Command> = {}): Promise<Command & { cwd: string }> {
  const [cwd, folder] = [await temporaryFolder(), await temporaryFolder()];
  const env = { PATH: process.env['PATH']!, PLACE: cwd };
  return { command: 'sh', args: ['-c', script], cwd, env, folder, longest: 20_000, ...changes };
}

const childrenOf = (pid: number): number =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').length;

describe('a program that is run to its end', () => {
  it('has the end of its output kept, however much it writes', async () => {
    const began = process.memoryUsage().rss;
    const writes = `const text = 'äöü'.repeat(20_000); for (let i = 0; i < 1500; i++) process.stdout.write(text); console.log('LAST');`;
    const { output, exitCode } = await runToEnd(
      await shell('', { command: process.execPath, args: ['-e', writes], longest: 60_000 }),
    );
    expect(exitCode).toBe(0);
    expect(output).toMatch(/äöüLAST\n$/);
    expect(output).not.toContain('\uFFFD');
    expect(output.length).toBeLessThanOrEqual(1 << 20);
    expect(process.memoryUsage().rss - began).toBeLessThan(300 << 20);
  });

  it('is gone with its files where it takes too long', async () => {
    const command = await shell('sleep 4321 & setsid sleep 4322', { longest: 300 });
    expect(await runToEnd(command)).toMatchObject({ exitCode: undefined, missing: false });
    expect(processesWith(command.cwd)).toEqual([]);
    expect(existsSync(command.folder)).toBe(false);
  });

  it('is gone with its files where tempered is killed', async () => {
    const command = await shell('echo $$ > "$TMPDIR/x"; sleep 4323 & setsid sleep 4324 & exec sleep 4325');
    const dist = await temporaryFolder();
    const contents = `import { runToEnd } from ${JSON.stringify(source)}; void runToEnd(${JSON.stringify(command)});`;
    await build({
      stdin: { contents, resolveDir: import.meta.dirname },
      outfile: join(dist, 'parent.mjs'),
      ...{ bundle: true, format: 'esm', platform: 'node', logLevel: 'warning' },
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    });
    const parent = spawn(process.execPath, [join(dist, 'parent.mjs')], { stdio: 'inherit' });
    onTestFinished(() => void parent.kill('SIGKILL'));
    await eventually(() => processesWith(command.cwd).length >= 3 && existsSync(join(command.folder, 'x')));
    // It is guarded once it has been started.
    await eventually(() => childrenOf(parent.pid!) === 2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    parent.kill('SIGKILL');
    await eventually(() => processesWith(command.cwd).length === 0);
    await eventually(() => !existsSync(command.folder));
  });
});
