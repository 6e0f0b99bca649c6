import { describe, expect, it } from 'vitest';
import { explain } from '../../src/commands/explain';
import { measures } from '../../src/measures/index';
import { mockTerminal } from '../ui/terminal';

async function explained(name: string, env: Record<string, string> = {}, columns = 80) {
  const terminal = mockTerminal(env);
  terminal.display.columns = columns;
  const code = await explain(name, terminal.io);
  return { code, text: terminal.seen(), raw: terminal.raw() };
}

describe('explain', () => {
  it('says what a rule is about, why, and with which code', async () => {
    const { code, text } = await explained('cors/any-origin');
    expect(code).toBe(0);
    expect(text).toMatch(/^cors\/any-origin {2}medium\nEvery website may read what this app answers\.\n/);
    expect(text).toContain('CWE-942 [1] · A02:2025 Security Misconfiguration [2] · measure cors\n');
    expect(text).toContain('\nBad\n\n  app.js\n    const express');
    expect(text).toContain('\nGood\n\n');
    expect(text).toContain('\n [1] https://cwe.mitre.org/data/definitions/942.html\n');
    expect(text).not.toMatch(/^(#|```|<!--)/m);
  });

  it('says of a measure which rules it has', async () => {
    const { code, text } = await explained('cors');
    expect(code).toBe(0);
    for (const { id } of measures.find(({ id }) => id === 'cors')!.rules) expect(text).toContain(`  ${id}  `);
    expect(text).toContain('What it adds');
  });

  it('keeps prose between 60 and 100 columns', async () => {
    const widest = async (columns: number): Promise<number> => {
      const { text } = await explained('rate-limit', {}, columns);
      const prose = text.split('\n').filter((line) => /^(?!.*http)\S+ /.test(line));
      return Math.max(...prose.map((line) => line.length));
    };
    expect(await widest(20)).toBeLessThanOrEqual(60);
    expect(await widest(20)).toBeGreaterThan(45);
    expect(await widest(300)).toBeLessThanOrEqual(100);
    expect(await widest(300)).toBeGreaterThan(80);
  });

  it('has colours on a terminal only', async () => {
    expect((await explained('cors')).raw).toContain('\u001B[1m');
    expect((await explained('cors', { NO_COLOR: '1' })).raw).not.toContain('\u001B');
  });

  it.each([
    ['cors/any', 'cors/any-origin'],
    ['cors/any-orgin', 'cors/any-origin'],
    ['lockfile', 'supply-chain/no-lockfile'],
    ['helmet', 'headers/weakened'],
  ])('names what is nearest to %s', async (name, near) => {
    const error: unknown = await explained(name).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ exitCode: 2, message: `There is no rule or measure "${name}".` });
    expect((error as { hint: string }).hint).toContain(near);
  });
});
