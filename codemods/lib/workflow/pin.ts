import { PINS } from './pins';
import type { Facts, Flaw, Job, Scalar, Step, Workflow } from './types';

/** `actions/cache/restore@v4` → the action in its repository, and what it is pinned to. */
const REFERENCE = /^([\w.-]+\/[\w.-]+)((?:\/[\w.-]+)*)@(\S+)$/;
const COMMIT = /^[0-9a-f]{40}$/;

/** Actions and reusable workflows that are pinned to what can move. */
export const unpinnedActions = (workflow: Workflow, { owner }: Pick<Facts, 'owner'> = {}): Flaw[] => {
  const trusted = ['actions', 'github', ...(owner === undefined ? [] : [owner.toLowerCase()])];
  return workflow.jobs.flatMap((job) => [
    ...(job.calls ? look(workflow, job, null, job.calls, trusted) : []),
    ...job.steps.flatMap((step) => (step.uses ? look(workflow, job, step, step.uses, trusted) : [])),
  ]);
};

function look({ text }: Workflow, job: Job, step: Step | null, uses: Scalar, trusted: readonly string[]): Flaw[] {
  const [, repository = '', folder = '', ref = ''] = REFERENCE.exec(uses.value) ?? [];
  // Images of containers are a rule of their own.
  if (uses.value.startsWith('.') || uses.value.startsWith('docker://') || COMMIT.test(ref)) return [];
  const action = repository === '' ? uses.value : repository + folder;
  const pin = pinOf(repository, ref);
  const edits = pin ? replaced(text, uses, `${action}@${pin.commit}`, pin.release) : [];
  const held = ref === '' ? 'nothing' : `\`${ref}\``;
  return [
    {
      key: `${job.id}.${step?.index ?? 'uses'}`,
      start: uses.start,
      end: uses.end,
      message: `${action} is pinned to ${held}, which can move: use the full commit id${edits.length > 0 ? '' : `, of \`${lookup(repository, ref)}\``}.`,
      edits,
      risk: 'none',
      // Who could move the tags of GitHub's own actions runs the workflow anyway; who has the repository could change it.
      severity: trusted.includes(action.split('/', 1)[0]!.toLowerCase()) ? 'low' : 'medium',
    },
  ];
}

/** The command that prints the commit; a tag may be an object of its own, which `^{}` looks into. */
const lookup = (repository: string, ref: string): string =>
  `git ls-remote https://github.com/${repository} '${ref}' '${ref}^{}'`;

function pinOf(repository: string, ref: string): { commit: string; release: string } | null {
  const pins = Object.hasOwn(PINS, repository) ? PINS[repository]! : {};
  const release = Object.hasOwn(pins, ref) && COMMIT.test(pins[ref]!) ? ref : (pins[ref] ?? '');
  const commit = Object.hasOwn(pins, release) ? pins[release]! : '';
  return COMMIT.test(commit) ? { commit, release } : null;
}

/** The commit in place of the tag, and the release in a comment, where update bots look for it. */
function replaced(text: string, { start, end }: Scalar, reference: string, release: string): Flaw['edits'] {
  const written = text.slice(start, end);
  const quote = /^['"]/.exec(written)?.[0] ?? '';
  const rest = /^[^\r\n]*/.exec(text.slice(end))![0];
  const comment = /^([\s})\],]*?)(\s+#\s*)/.exec(rest);
  const held = { start, end, text: quote + reference + quote };
  if (comment) {
    const at = end + comment[0].length;
    return [held, { start: at, end: at, text: `${release} ` }];
  }
  // Something else of a line that holds more than this.
  if (!/^[\s})\]]*$/.test(rest)) return [];
  const at = end + rest.trimEnd().length;
  return [held, { start: at, end: at, text: ` # ${release}` }];
}

/** `actions/checkout@3d3c… # v7.0.1`, of the releases that are known. */
export function pinned(repository: string, ref: string, folder = ''): string {
  const { commit, release } = pinOf(repository, ref)!;
  return `${repository}${folder}@${commit} # ${release}`;
}
