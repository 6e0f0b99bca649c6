import { measures } from '../measures/index';
import { probes as registry } from '../measures/probes';
import { UserError } from '../errors';
import { maskSecrets } from '../report/mask';
import { hiddenEnvFiles } from '../steps/verify/start/environment';
import { prove, type ProveOptions, type Proven } from '../steps/verify/prove';
import type { Project } from '../types';
import type { Probe } from '../types/proof';
import type { Asker } from '../ui/asker';
import type { Progress } from '../ui/progress';
import { type Screen, withoutControls } from '../ui/screen';
import type { BootOptions, CommonOptions } from './options';

const measureOf = ({ id }: Probe): string => id.split('/')[0]!;

/** The probes that `--only` and `--skip` leave; without `--only` those of the measures in place, or all where none is. */
export function chooseProbes(project: Project, { only, skip }: CommonOptions): Probe[] {
  const known = [...new Set(registry.map(measureOf))];
  const unknown = [...only, ...skip].find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new UserError(`No probe belongs to a measure "${unknown}".`, `Known are: ${known.join(', ')}.`, 2);
  const inPlace = measures.filter((measure) => isInPlace(project, measure)).map(({ id }) => id);
  const wanted = only.length > 0 ? only : Object.keys(project.record?.measures ?? {}).length > 0 ? inPlace : known;
  const chosen = registry.filter((probe) => wanted.includes(measureOf(probe)) && !skip.includes(measureOf(probe)));
  if (chosen.length === 0) throw new UserError('No probe is left.', 'Leave out --skip, or name others with --only.', 2);
  return chosen;
}

/** Recorded, or done by the user's own code. */
const isInPlace = (project: Project, measure: (typeof measures)[number]): boolean =>
  project.record?.measures[measure.id] !== undefined || measure.satisfied?.(project) === true;

export interface Consent {
  /** The app may read its own env files. */
  loadOwn: boolean;
  /** Asked before the project's own build script is run, once. */
  mayBuild(command: string): Promise<boolean>;
}

/** What the user allows: questions on a terminal, otherwise nothing but what `--yes` means. */
export async function consent(
  project: Project,
  options: BootOptions,
  asker: Asker | null,
  progress: Progress,
): Promise<Consent> {
  const hidden = options.envFile === undefined ? await hiddenEnvFiles(project.root) : [];
  const question = `Let the app load ${hidden.join(', ')}? It may name databases and services of production.`;
  const loadOwn = asker !== null && hidden.length > 0 && (await asker.confirm(question, false));
  let answer: Promise<boolean> | undefined;
  const mayBuild = (command: string): Promise<boolean> =>
    (answer ??= asker
      ? progress.aside(() => asker.confirm(`It has to be built first. Run "${withoutControls(command)}"?`, true))
      : Promise.resolve(options.yes === true));
  return { loadOwn, mayBuild };
}

/** Proves, saying what it does. */
export function runProof(
  project: Project,
  probes: readonly Probe[],
  {
    timeout,
    quiet,
    ...options
  }: BootOptions & Consent & Pick<ProveOptions, 'url' | 'looks' | 'paths'> & { signal: AbortSignal; quiet?: boolean },
  screen: Screen,
  progress: Progress,
): Promise<Proven> {
  const write = (text: string): void => screen.write(`${withoutControls(maskSecrets(text))}\n`);
  const say = (text: string): void => (quiet ? undefined : void progress.aside(() => write(text)));
  return progress.during('Attacking the app', () =>
    within(prove({ project, probes, timeout: timeout * 1000, say, ...options }), options.signal),
  );
}

/** Milliseconds that an attack which is interrupted may take to come to its end. */
const GRACE = 10_000;

/** A fault of ours may have left it waiting for what will never come. */
async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => (timer = setTimeout(() => reject(signal.reason as Error), GRACE)));
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
