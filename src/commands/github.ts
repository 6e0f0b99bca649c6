import { appendFile } from 'node:fs/promises';
import { checkAnnotations, proofAnnotations, withoutCommands } from '../report/annotations';
import type { CheckReport } from '../report/check/model';
import type { ProofReport } from '../types/proof';
import type { Io } from '../ui/screen';

/** Whether this is a step of a GitHub workflow, whose log is read for commands. */
const isOnGitHub = (env: Io['env']): boolean => env['GITHUB_ACTIONS'] === 'true';

/** The streams, and in a GitHub workflow such that nothing written to them is a command; documents on stdout stay exact. */
export function onGitHub(io: Io, isProse: boolean): Io {
  if (!isOnGitHub(io.env)) return io;
  return { ...io, stderr: silenced(io.stderr), stdout: isProse ? silenced(io.stdout) : io.stdout };
}

const silenced = (stream: NodeJS.WriteStream): NodeJS.WriteStream =>
  new Proxy(stream, {
    get: (target, name) => {
      if (name === 'write') return (text: string): boolean => target.write(withoutCommands(text));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });

/** In a GitHub workflow, shows the worst findings beside the code, and the report on the page of the run. */
export async function tellGitHubOfCheck(report: CheckReport, io: Io): Promise<void> {
  if (!isOnGitHub(io.env)) return;
  const { checkMarkdown } = await import('../report/check/markdown');
  await tell(checkAnnotations(report), checkMarkdown(report), io);
}

/** The same of attacks that succeeded. */
export async function tellGitHubOfProof(report: ProofReport, io: Io): Promise<void> {
  if (!isOnGitHub(io.env)) return;
  const { proofMarkdown } = await import('../report/proof/markdown');
  await tell(proofAnnotations(report), proofMarkdown(report), io);
}

async function tell(annotations: string, summary: string, { stdout, env }: Io): Promise<void> {
  stdout.write(annotations);
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file) await appendFile(file, `${summary}\n`);
}
