import { basename } from 'node:path';
import { UserError } from '../errors';
import { rootOf } from '../project/model';
import { severalBackends } from '../project/packages';
import type { Proof } from '../types/proof';
import type { Asker } from '../ui/asker';
import { createProgress } from '../ui/progress';
import { createScreen, type Io, isInteractive } from '../ui/screen';
import { detectAny } from './detect';
import { onGitHub, tellGitHubOfProof } from './github';
import { untilInterrupted } from './interrupt';
import type { VerifyOptions } from './options';
import { chooseProbes, consent, runProof } from './proof';
import { checkOutput } from './output';
import { printProof } from './print-proof';
import { recover } from './recovery';

/**
 * Boots the app on loopback, or takes one that runs, and attacks it. Returns the exit code: 1 where a probe failed, 3
 * where the app could not be started, otherwise 0.
 */
export async function verify(directory: string, options: VerifyOptions, given: Io): Promise<number> {
  // What an app writes must not command the workflow that attacks it.
  const io = onGitHub(given, options.format === 'table');
  await checkOutput(options.output);
  const asker = await askerFor(options, io);
  if (options.url !== undefined) await checkUrl(options.url, options, asker);
  await recover(await rootOf({ directory, app: options.app }), options, io);
  const progress = createProgress(io, options);
  const project = await progress.during('Reading the project', () => detectAny(directory, options));
  const several =
    project.withoutApp === null || options.url !== undefined ? null : await severalBackends(project.root, 'verify');
  if (several) throw several;
  const probes = chooseProbes(project, options);
  const screen = createScreen(io.stderr, io.env);
  const consented = await consent(project, options, asker, progress);
  const { proof } = await untilInterrupted((signal) =>
    runProof(project, probes, { ...options, ...consented, signal }, screen, progress),
  );
  const name = project.manifest.name ?? basename(project.root);
  const report = { project: name, probes, before: null, after: proof, regressions: [] };
  await printProof(report, options, io);
  if (options.format === 'table' && options.output === undefined) await tellGitHubOfProof(report, given);
  return exitCodeOf(proof);
}

async function askerFor(options: VerifyOptions, io: Io): Promise<Asker | null> {
  if (!isInteractive(io, options)) return null;
  const { createAsker } = await import('../ui/prompts');
  return createAsker(io);
}

function exitCodeOf({ problem, results }: Proof): number {
  if (results.some(({ status }) => status === 'failed')) return 1;
  return problem ? 3 : 0;
}

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/i;

/** An attack goes to this machine, or to where the user says twice that it may go. */
async function checkUrl(url: string, options: VerifyOptions, asker: Asker | null): Promise<void> {
  const { allowRemote, yes, start } = options;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new UserError(`${url} is not an http address.`, 'Write --url http://127.0.0.1:3000.', 2);
  if (parsed.pathname !== '/' || parsed.search !== '')
    throw new UserError(`${url} has a path.`, `An app is attacked as a whole: --url ${parsed.origin}.`, 2);
  if (start !== undefined)
    throw new UserError('--url and --start exclude each other.', 'The app at --url is not started.', 2);
  if (LOOPBACK.test(parsed.hostname)) return;
  if (!allowRemote)
    throw new UserError(
      `${parsed.host} is not this machine.`,
      'Attack only what is yours: --allow-remote says that it is, and that its owner agrees.',
      2,
    );
  const sure = yes || (asker && (await asker.confirm(`Attack ${parsed.host}? Its owner has agreed?`, false)));
  if (sure) return;
  if (asker) throw new UserError('Cancelled', 'Nothing was sent.', 130);
  throw new UserError(`Attacking ${parsed.host} needs a yes.`, 'Add --yes where nobody can be asked.', 2);
}
