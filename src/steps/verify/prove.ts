import { resolve } from 'node:path';
import type { BootProblem, ProbeSettings } from '../../types/proof';
import { attack, type ProveOptions, type Proven } from './attack/attack';
import { isReachedFromLoopback, originOf } from './attack/attack-point';
import { runBuild } from './start/build';
import { Clients, hasLoopbackAddresses } from './attack/clients';
import { type BootEnvironment, bootEnvironment, FOREIGN } from './start/environment';
import { hideInAnswer, hideInCommand, hideInProof, type Hide, hider, secretValues, valuesIn } from './hide';
import { knownPaths } from './attack/safe-paths';
import { findStart, type StartPlan } from './start/start';
import { Starter } from './attack/starter';

export type { ProveOptions, Proven } from './attack/attack';

/**
 * Starts the app, looks at it, attacks it and stops it; or does the same with one that already runs. UserError 3 where
 * it is not known how to start it, or nothing answers at the address.
 */
export const prove = (options: ProveOptions): Promise<Proven> =>
  options.url === undefined ? proveStarted(options) : proveRunning(options, options.url);

async function proveStarted(options: ProveOptions): Promise<Proven> {
  const { project, say } = options;
  const plan = await findStart(project, options);
  const { start } = plan;
  const environment = await bootEnvironment(project, options);
  const many = await hasLoopbackAddresses();
  const notes = [...hiddenNote(environment), ...(many ? [] : [ONE_ADDRESS])];
  const clients = new Clients(many, hostOf(environment.settings));
  const { timeout, allowNetwork = false, loadOwn = false } = options;
  const env = { PORT, ...environment.env };
  const envFile = options.envFile === undefined ? undefined : resolve(options.envFile);
  const boot = { start, root: project.root, env, timeout, allowNetwork, hideEnvFiles: !loadOwn, envFile };
  const shown = hideInCommand(start.shown);
  const hide = hider([...environment.secrets, ...secretValues(start.env ?? {}), ...valuesIn(start.shown)]);
  const starter = new Starter(boot, await knownPaths(project), clients, options.signal);
  try {
    const failed = await builds(plan, environment, options, notes);
    if (!failed) say?.(`Starting: ${hide(shown)}`);
    const app = failed ?? (await starter.start());
    const field = { name: shown, app, notes, clients, surroundings: environment };
    return hidden(await attack(options, { ...field, starter: failed ? null : starter }), hide);
  } finally {
    await starter.stop();
  }
}

const hidden = ({ proof, looked }: Proven, hide: Hide): Proven => ({
  proof: hideInProof(proof, hide),
  looked: looked.map((answers) => answers.map((answer) => hideInAnswer(answer, hide))),
});

async function proveRunning(options: ProveOptions, url: string): Promise<Proven> {
  const origin = await originOf(url, new Clients(false, null));
  const many = isReachedFromLoopback(origin) && (await hasLoopbackAddresses());
  const required = options.project.environment.filter((variable) => variable.required).map(({ name }) => name);
  return attack(options, {
    name: url,
    app: { origin, running: null },
    notes: many ? [] : [ONE_ADDRESS],
    clients: new Clients(many, new URL(url).host),
    surroundings: { settings: { home: null, allowed: null, foreign: FOREIGN }, required, canaries: [] },
    starter: null,
  });
}

/** No app writes this port into its code: who asks for it was told. */
const PORT = '38211';
const ONE_ADDRESS =
  'All requests come from one address of this system: where an app trusts no proxy, limits count them together.';

const hiddenNote = ({ hidden }: BootEnvironment): string[] =>
  hidden.length === 0 ? [] : [`The app did not get to see ${hidden.join(', ')}; --env-file names a file that it may.`];

const hostOf = ({ home }: ProbeSettings): string | null => (home === null ? null : new URL(home).host);

const notBuilt = (build: string): BootProblem => ({
  reason: 'The app is not built.',
  log: [],
  hint: `Run "${build}", or add --yes and tempered runs it.`,
});

/** Runs the build where one is needed and the user agrees; why the app cannot be started then, or null. */
async function builds(
  { build, output }: StartPlan,
  { env }: BootEnvironment,
  { mayBuild, say }: ProveOptions,
  notes: string[],
): Promise<BootProblem | null> {
  if (build && (await mayBuild(build.shown))) {
    say?.(`Building: ${build.shown}`);
    const built = await runBuild(build, env);
    return built.ok ? null : built.problem;
  }
  if (build && output === 'missing') return notBuilt(build.shown);
  const why = build ? `${build.shown}, which --yes allows` : 'nothing is known that builds it';
  if (build || output) notes.push(`It was not built again (${why}): what was attacked may be older than the sources.`);
  return null;
}
