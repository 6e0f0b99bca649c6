import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Outcome, repository, run } from './tempered';
import { temporaryFolder } from '../temporary';

/** The measures of which `test/upgrade/fixtures/templates` has the templates of version 1. */
export const UPGRADED = ['cors', 'errors', 'https', 'limits', 'rate-limit', 'secrets'];

/**
 * Hardens a project with the tempered before this one: the same program with older templates. What its record says of
 * versions is what that one wrote.
 */
export async function hardenWithPrevious(cwd: string, args: string[] = []): Promise<Outcome> {
  const older = await temporaryFolder();
  for (const part of ['bin', 'dist', 'templates', 'package.json'])
    await cp(path.join(repository, part), path.join(older, part), { recursive: true });
  const fixtures = path.join(repository, 'test/upgrade/fixtures/templates');
  await cp(fixtures, path.join(older, 'templates'), { recursive: true });
  const options = ['harden', '--yes', '--no-install', '--no-verify', '--quiet', ...args];
  const outcome = await run(process.execPath, [path.join(older, 'bin/tempered.js'), ...options], cwd);
  const record = path.join(cwd, '.tempered/record.json');
  const text = await readFile(record, 'utf8');
  const versions = new RegExp(`("(?:${UPGRADED.join('|')})": \\{ "version": )\\d+`, 'g');
  await writeFile(record, text.replace(versions, '$11'));
  await rm(older, { recursive: true });
  return outcome;
}
