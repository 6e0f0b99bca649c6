import type { Project } from '../../types';
import type { BootProblem, Probe, ProbeAnswer, ProbeResult, ProbeSettings, Proof } from '../../types/proof';
import { type App, AppUnderTest } from './app-under-test';
import { isReachedFromLoopback, originOf } from './attack-point';
import { runBuild } from './build';
import { Clients, hasLoopbackAddresses } from './clients';
import { type BootEnvironment, bootEnvironment } from './environment';
import { look, safePaths } from './look';
import { toResult } from './outcome';
import { type Campaign, runProbes } from './run-probes';
import { findStart, type StartPlan } from './start';
import { Starter } from './starter';
import { describeTarget, type Surroundings, targetRoutes } from './target';
import { runWorkflow } from './workflow';

export interface ProveOptions {
  project: Project;
  probes: readonly Probe[];
  /** Milliseconds until the app must listen. */
  timeout: number;
  allowNetwork?: boolean;
  allowWrites?: boolean;
  envFile?: string;
  /** The app may read its own env files. */
  loadOwn?: boolean;
  /** `--start CMD` */
  start?: string;
  /** An app that already runs, in the place of one that is started. */
  url?: string;
  /** Asked before the project's own build is run. */
  mayBuild(command: string): Promise<boolean>;
  /** How often the app is looked at before it is attacked; once where nothing else is said. */
  looks?: number;
  /** The paths that it is looked at with, in the place of safe ones of its own. */
  paths?: readonly string[];
  /** Told what is being done. */
  say?(text: string): void;
}

export interface Proven {
  proof: Proof;
  /** The answers of each look at the app, before it was attacked; none where it did not start. */
  looked: ProbeAnswer[][];
}

/**
 * Starts the app, looks at it, attacks it and stops it; or does the same with one that already runs. UserError 3 where
 * it is not known how to start it, or nothing answers at the address.
 */
export const prove = (options: ProveOptions): Promise<Proven> =>
  options.url === undefined ? proveStarted(options) : proveRunning(options, options.url);

async function proveStarted(options: ProveOptions): Promise<Proven> {
  const { project, say } = options;
  const { start, build } = await findStart(project, options);
  const environment = await bootEnvironment(project, options);
  const many = await hasLoopbackAddresses();
  const notes = [...hiddenNote(environment), ...(many ? [] : [ONE_ADDRESS])];
  const clients = new Clients(many, hostOf(environment.settings));
  const { timeout, allowNetwork = false, loadOwn = false } = options;
  const boot = { start, root: project.root, env: environment.env, timeout, allowNetwork, hideEnvFiles: !loadOwn };
  const starter = new Starter(boot, targetRoutes(project).find(({ method }) => method === 'GET')?.path ?? '/', clients);
  try {
    const failed = build && (await builds(build, environment, options, notes));
    if (!failed) say?.(`Starting: ${start.shown}`);
    const app = failed ?? (await starter.start());
    const startWithout = (names: string[]): ReturnType<Starter['without']> => starter.without(names);
    return await attack(
      options,
      { app, notes, clients, surroundings: environment, startWithout, starter },
      start.shown,
    );
  } finally {
    await starter.stop();
  }
}

async function proveRunning(options: ProveOptions, url: string): Promise<Proven> {
  const settings = { home: null, allowed: null, foreign: 'https://evil.example' };
  const origin = await originOf(url, new Clients(false, null));
  const many = isReachedFromLoopback(origin) && (await hasLoopbackAddresses());
  const required = options.project.environment.filter((variable) => variable.required).map(({ name }) => name);
  const startWithout = async (): Promise<{ skip: string }> => ({
    skip: 'an app that somebody else started is not started',
  });
  const clients = new Clients(many, new URL(url).host);
  const surroundings = { settings, required, canaries: [] };
  const field = {
    app: { origin, running: null },
    notes: many ? [] : [ONE_ADDRESS],
    clients,
    surroundings,
    startWithout,
  };
  return attack(options, { ...field, starter: null }, url);
}

const ONE_ADDRESS =
  'All requests come from one address of this system: where an app trusts no proxy, limits count them together.';

const hiddenNote = ({ hidden }: BootEnvironment): string[] =>
  hidden.length === 0 ? [] : [`The app did not get to see ${hidden.join(', ')}; --env-file names a file that it may.`];

const hostOf = ({ home }: ProbeSettings): string | null => (home === null ? null : new URL(home).host);

/** Runs the build where the user agrees; what went wrong with it, or null. */
async function builds(
  build: NonNullable<StartPlan['build']>,
  { env }: BootEnvironment,
  { mayBuild, say }: ProveOptions,
  notes: string[],
): Promise<BootProblem | null> {
  if (!(await mayBuild(build.shown))) {
    notes.push(`It was not built again (${build.shown}): what was attacked may be older than the sources.`);
    return null;
  }
  say?.(`Building: ${build.shown}`);
  const built = await runBuild(build, env);
  return built.ok ? null : built.problem;
}

interface Field {
  app: App | BootProblem;
  notes: string[];
  clients: Clients;
  surroundings: Surroundings;
  startWithout: Campaign['startWithout'];
  /** Null where somebody else started the app. */
  starter: Starter | null;
}

/** Looks at the app, and runs the probes that can be run. */
async function attack(options: ProveOptions, field: Field, name: string): Promise<Proven> {
  const { project, probes, allowNetwork = false, allowWrites = false, say } = options;
  const { clients, starter, notes } = field;
  const began = performance.now();
  const [first, problem] = 'origin' in field.app ? [field.app, null] : [null, field.app];
  const app = new AppUnderTest(first, async () => starter?.again() ?? null, clients);
  const looked = first ? await lookOften(app, options) : [];
  const target = describeTarget(project, field.surroundings, looked.at(-1) ?? []);
  const answers = target.looked.some(({ request, status }) => request.path === target.home && status !== 0);
  app.home = answers ? target.home : null;
  if (first && probes.length > 0) say?.(`Attacking: ${probes.length} probes`);
  const results = await runProbes({
    probes: probes.filter(({ kind }) => first || kind === 'start' || kind === 'workflow'),
    target,
    app,
    allowWrites,
    startWithout: field.startWithout,
    runWorkflow: (script, registry) => runWorkflow(project, script, registry, allowNetwork),
  });
  const elapsed = { start: starter?.elapsed ?? 0, probes: performance.now() - began };
  return { proof: { app: name, problem, results: complete(probes, results), notes, elapsed }, looked };
}

async function lookOften(app: AppUnderTest, { project, paths, looks = 1 }: ProveOptions): Promise<ProbeAnswer[][]> {
  const asked = paths ?? (await safePaths(project));
  const looked: ProbeAnswer[][] = [];
  while (looked.length < looks) looked.push(await look(app, asked));
  return looked;
}

/** In the order of the probes, with those that found no app. */
const complete = (probes: readonly Probe[], results: readonly ProbeResult[]): ProbeResult[] =>
  probes.map(
    (probe) => results.find(({ id }) => id === probe.id) ?? toResult(probe, { skip: 'the app did not start' }),
  );
