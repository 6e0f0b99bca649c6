import type { Project } from '../../../types';
import type { BootProblem, Probe, ProbeAnswer, ProbeResult, ProbeTarget, Proof, Skip } from '../../../types/proof';
import { isLate } from './answering';
import { type App, AppUnderTest } from './app-under-test';
import { escapeProblem } from '../boot/boot-problem';
import type { Clients } from './clients';
import { look } from './look';
import { toResult } from './outcome';
import { type Campaign, runProbes } from './run-probes';
import { safePaths, usualPaths } from './safe-paths';
import type { Starter } from './starter';
import { describeTarget, isUsable, type Surroundings } from './target';
import { fileOf, runWorkflow } from './workflow';

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
  /** Where it is aborted, nothing more is started, and the reason is thrown. */
  signal?: AbortSignal;
  /** Told what is being done. */
  say?(text: string): void;
}

export interface Proven {
  proof: Proof;
  /** The answers of each look at the app, before it was attacked; none where it did not start. */
  looked: ProbeAnswer[][];
}

export interface Field {
  /** The start command as people would type it, or the address of an app that already ran. */
  name: string;
  /** Where it is attacked, or why it does not run. */
  app: App | BootProblem;
  notes: string[];
  clients: Clients;
  surroundings: Surroundings;
  /** Null where somebody else started the app, or it cannot be started as it is. */
  starter: Starter | null;
}

const NO_PAGE = 'No page of the app is known: what is said of its answers is said of its error pages.';

const NOT_OURS: Skip = { skip: 'an app that somebody else runs: nothing of the project is run' };

/** Looks at the app, and runs the probes that can be run. */
export async function attack(options: ProveOptions, field: Field): Promise<Proven> {
  const { project, probes, allowWrites = false, say } = options;
  const { clients, starter, notes } = field;
  const began = performance.now();
  const [first, problem] = 'origin' in field.app ? [field.app, null] : [null, field.app];
  const app = new AppUnderTest(first, async () => starter?.again() ?? null, clients, options.signal);
  const looked = first ? await lookOften(app, options) : [];
  const described = describeTarget(project, field.surroundings, looked.at(-1) ?? []);
  const target = { ...described, routes: described.routes.filter((route) => !app.answering.isSilent(route)) };
  const answers = target.looked.some((each) => each.request.path === target.home && each.status !== 0 && !isLate(each));
  app.home = answers ? target.home : null;
  if (first && probes.length > 0) say?.(`Attacking: ${probes.length} probes`);
  const results = await runProbes({
    probes: probes.filter(({ kind }) => first || (kind === 'start' && starter) || kind === 'workflow'),
    target,
    app,
    allowWrites,
    startWithout: startsOf(app, starter),
    say,
    runWorkflow: auditsOf(options, target),
  });
  if (first && probes.length > 0) notes.push(...notesOn(app, target));
  const elapsed = { start: starter?.elapsed ?? 0, probes: performance.now() - began };
  const known = first ? results : results.filter((result) => !isStartFailure(probes, result));
  const end = problem ?? (app.escaped.length > 0 ? escapeProblem(app.escaped) : null);
  return { proof: { app: field.name, problem: end, results: complete(probes, known), notes, elapsed }, looked };
}

/** The app once more, with less in its environment: one that opened itself to the network is not started again. */
const startsOf =
  (app: AppUnderTest, starter: Starter | null): Campaign['startWithout'] =>
  async (names) => {
    if (app.escaped.length > 0) return { skip: 'the app opened itself to the network' };
    return starter?.without(names) ?? { skip: 'an app that somebody else started is not started' };
  };

/** The audit of a workflow, told of before the first time. */
function auditsOf(
  { project, url, allowNetwork = false, say }: ProveOptions,
  { workflows }: ProbeTarget,
): Campaign['runWorkflow'] {
  let announced = false;
  const announce = (script: string): void => {
    if (!announced) say?.(`Running the audit step of ${fileOf(script, workflows) ?? 'the workflow'}`);
    announced = true;
  };
  return async (script, registry) =>
    url === undefined ? runWorkflow(project, script, registry, allowNetwork, () => announce(script)) : NOT_OURS;
}

function notesOn({ answering: { silent } }: AppUnderTest, { looked }: ProbeTarget): string[] {
  const late = `Without an answer within 5 s: ${silent.slice(0, 5).join(', ')}${silent.length > 5 ? ', …' : ''}. Is the database there?`;
  return [...(looked.some(isUsable) ? [] : [NO_PAGE]), ...(silent.length > 0 ? [late] : [])];
}

async function lookOften(app: AppUnderTest, { project, paths, looks = 1 }: ProveOptions): Promise<ProbeAnswer[][]> {
  const asked = paths ?? (await safePaths(project));
  const first = await look(app, asked);
  const found = first.some(isGood) ? [] : (await look(app, usualPaths(project))).filter(isUsable);
  const looked = [[...first, ...found]];
  const all = [...asked, ...found.map(({ request }) => request.path)];
  while (looked.length < looks) looked.push(await look(app, all));
  return looked;
}

const isGood = (answer: ProbeAnswer): boolean => isUsable(answer) && answer.status < 300;

/** An app that does not start at all says nothing about how it starts without its variables. */
const isStartFailure = (probes: readonly Probe[], { id, status }: ProbeResult): boolean =>
  status === 'failed' && probes.some((probe) => probe.id === id && probe.kind === 'start');

/** In the order of the probes, with those that found no app. */
const complete = (probes: readonly Probe[], results: readonly ProbeResult[]): ProbeResult[] =>
  probes.map(
    (probe) => results.find(({ id }) => id === probe.id) ?? toResult(probe, { skip: 'the app did not start' }),
  );
