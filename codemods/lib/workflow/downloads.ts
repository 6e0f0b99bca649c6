import type { Facts, Flaw, Job, Scalar, Step, Workflow } from './types';

const PIPED =
  /(?:\b(?:curl|wget)\b[^\n|;&]*\|\s*(?:sudo\s+)?(?:(?:\/usr)?\/bin\/)?(?:ba|z|da)?sh\b(?!\s+\w*\.sh)|\b(?:ba|z)?sh\s+(?:-\S+\s+)*(?:<\(\s*(?:curl|wget)\b|-c\s+["']?\$\((?:curl|wget)\b)|\b(?:iwr|Invoke-WebRequest|irm)\b[^\n|]*\|\s*iex\b)/;

/** Scripts that are downloaded and run in one go. */
export const pipedScripts = (workflow: Workflow): Flaw[] =>
  inRuns(workflow, (script) => PIPED.exec(script)).map((place) => ({
    ...place,
    message: 'What the server sends is run as it comes: download one version, compare its checksum, then run it.',
    edits: [],
    risk: 'none',
  }));

/** Images of containers that are pinned to a tag, which can move. */
export const unpinnedImages = (workflow: Workflow): Flaw[] =>
  workflow.jobs.flatMap((job) => {
    const uses = job.steps.flatMap(({ uses }) => (uses?.value.startsWith('docker://') ? [uses] : []));
    return [...job.images, ...uses]
      .filter(({ value }) => value !== '' && !/@sha256:[0-9a-f]{64}$/.test(value) && !value.includes('${{'))
      .map((image, index) => imageFlaw(job, image, index));
  });

function imageFlaw(job: Job, { value, start, end }: Scalar, index: number): Flaw {
  const name = value.replace('docker://', '');
  return {
    key: `${job.id}.image${index}`,
    start,
    end,
    message: `${name} is pinned to a tag, which can move: add its digest, of \`docker buildx imagetools inspect ${name}\`.`,
    edits: [],
    risk: 'none',
  };
}

/** Where a command begins in a script, and where it ends but for flags that change nothing here. */
const FROM = String.raw`(?<=^[ \t]*["']?|[;&|][ \t]*)`;
const TO = String.raw`(?=(?: +--?(?:no-audit|no-fund|prefer-offline|silent|quiet|s))*[ \t]*["']?(?:[\r\n;&|]|$))`;
/** Installations that may take other versions than those of the lockfile, with what they become. */
const INSTALLS: Record<string, [command: RegExp, instead: string]> = {
  'package-lock.json': [new RegExp(`${FROM}npm (?:install|i)${TO}`, 'm'), 'npm ci'],
  'npm-shrinkwrap.json': [new RegExp(`${FROM}npm (?:install|i)${TO}`, 'm'), 'npm ci'],
  'bun.lock': [new RegExp(`${FROM}bun (?:install|i)${TO}`, 'm'), 'bun install --frozen-lockfile'],
};

/** `npm install` where `npm ci` would take what was tested. */
export function unlockedInstalls(workflow: Workflow, { lockfile }: Facts): Flaw[] {
  const [command, instead] = INSTALLS[lockfile ?? ''] ?? [];
  if (!command || !instead) return [];
  const inRoot = (script: string, { folder }: Job, step: Step): boolean =>
    /^(?:\.\/?)?$/.test(step.folder ?? folder ?? '') && !/^\s*cd\s/m.test(script);
  return inRuns(workflow, (script, job, step) => (inRoot(script, job, step) ? command.exec(script) : null)).map(
    (place) => ({
      ...place,
      message: `It may install other versions than the tested ones of ${lockfile}: \`${instead}\`.`,
      edits: [{ start: place.start, end: place.end, text: instead }],
      risk: 'behaviour',
    }),
  );
}

type Place = { key: string; start: number; end: number };

/** Where something stands in the scripts of a workflow, as they are written. */
function inRuns(workflow: Workflow, find: (script: string, job: Job, step: Step) => RegExpExecArray | null): Place[] {
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      if (!step.run) return [];
      const match = find(workflow.text.slice(step.run.start, step.run.end), job, step);
      const start = step.run.start + (match?.index ?? 0);
      return match ? [{ key: `${job.id}.${step.index}`, start, end: start + match[0].length }] : [];
    }),
  );
}
