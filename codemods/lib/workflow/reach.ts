import { gitUse } from './commands';
import type { Facts, Job, Step, Workflow } from './types';

/** What a token may do: `contents` → `write`. */
export type Permissions = Record<string, 'read' | 'write'>;

/** What steps do beyond reading the code. */
export interface Reach {
  /** What they need of the token; null where that cannot be told. */
  needs: Permissions | null;
  /** Whether they use git's credentials: commands of the project's own may do anything. */
  git: 'no' | 'perhaps' | 'yes';
}

const WRITES = { contents: 'write' } as const;
const REQUESTS = { contents: 'write', 'pull-requests': 'write' } as const;
const IDENTITY = { 'id-token': 'write' } as const;
const REPORTS = { 'security-events': 'write', actions: 'read' } as const;

/** What actions do with the token that they get without being told: nothing beyond reading where there is `{}`. */
const ACTIONS: Record<string, Permissions> = {
  ...Object.fromEntries(
    [
      ...['cache', 'checkout', 'download-artifact', 'setup-go', 'setup-java', 'setup-node', 'setup-python'].map(
        (name) => `actions/${name}`,
      ),
      ...['actions/upload-artifact', 'actions/upload-pages-artifact', 'actions/dependency-review-action'],
      ...['appleboy/ssh-action', 'aws-actions/amazon-ecr-login', 'biomejs/setup-biome', 'codecov/codecov-action'],
      ...['cypress-io/github-action', 'denoland/setup-deno', 'docker/bake-action', 'docker/build-push-action'],
      ...['docker/metadata-action', 'docker/setup-buildx-action', 'docker/setup-qemu-action'],
      ...['aws-actions/configure-aws-credentials', 'docker/login-action', 'google-github-actions/auth'],
      ...['oven-sh/setup-bun', 'pnpm/action-setup', 'slackapi/slack-github-action', 'step-security/harden-runner'],
    ].map((name) => [name, {}]),
  ),
  'actions/deploy-pages': { pages: 'write', 'id-token': 'write' },
  'actions/first-interaction': { issues: 'write', 'pull-requests': 'write' },
  'actions/labeler': { 'pull-requests': 'write' },
  'actions/stale': { issues: 'write', 'pull-requests': 'write' },
  'amannn/action-semantic-pull-request': { 'pull-requests': 'read' },
  'changesets/action': REQUESTS,
  'dessant/lock-threads': { issues: 'write', 'pull-requests': 'write', discussions: 'write' },
  'dorny/paths-filter': { 'pull-requests': 'read' },
  'github/codeql-action': REPORTS,
  'googleapis/release-please-action': { ...REQUESTS, issues: 'write' },
  'peter-evans/create-pull-request': REQUESTS,
  'softprops/action-gh-release': WRITES,
  'stefanzweifel/git-auto-commit-action': WRITES,
  'styfle/cancel-workflow-action': { actions: 'write' },
};
/** Those that use what git's credentials are in the checkout. */
const PUSHERS = /^(stefanzweifel\/git-auto-commit-action|peter-evans\/create-pull-request|changesets\/action)$/;

const TOKEN = /\bsecrets\.GITHUB_TOKEN\b|\bgithub\.token\b|\bACTIONS_ID_TOKEN/;

/** What the steps of a job reach, one after the other. */
export function reachOf(workflow: Workflow, job: Job, facts: Facts, steps = job.steps): Reach {
  const inherited = Object.values({ ...workflow.env, ...job.env }).some((value) => TOKEN.test(value));
  const each = steps.map((step) => reachOfStep(step, facts));
  const needs =
    inherited || job.calls ? null : each.reduce<Permissions | null>((all, { needs }) => merged(all, needs), {});
  const git = each.some((reach) => reach.git === 'yes')
    ? 'yes'
    : each.some((reach) => reach.git === 'perhaps')
      ? 'perhaps'
      : 'no';
  return { needs, git };
}

/** The greater of both, permission by permission. */
const merged = (a: Permissions | null, b: Permissions | null): Permissions | null =>
  a && b && { ...a, ...Object.fromEntries(Object.entries(b).filter(([name, level]) => level === 'write' || !a[name])) };

function reachOfStep(step: Step, facts: Facts): Reach {
  if (step.run) return reachOfRun(step, facts);
  if (!step.uses || step.uses.value.startsWith('docker://')) return { needs: {}, git: 'no' };
  const action = /^([\w.-]+\/[\w.-]+)/.exec(step.uses.value)?.[1] ?? '';
  const known = Object.hasOwn(ACTIONS, action) ? ACTIONS[action]! : null;
  return {
    needs: known && byInputs(step, action, known),
    git: PUSHERS.test(action) ? 'yes' : known ? 'no' : 'perhaps',
  };
}

/** What they are given decides what some of them need. */
function byInputs(step: Step, action: string, known: Permissions): Permissions | null {
  const input = (name: string): string => step.with?.values[name]?.value ?? '';
  if (action === 'docker/login-action') return loginNeeds(input('registry'), input('password'));
  if (action === 'aws-actions/configure-aws-credentials') return input('role-to-assume') === '' ? {} : IDENTITY;
  if (action === 'google-github-actions/auth') return input('workload_identity_provider') === '' ? {} : IDENTITY;
  if (action === 'actions/download-artifact' && input('run-id') !== '') return { actions: 'read' };
  if (action === 'actions/dependency-review-action' && input('comment-summary-in-pr') !== '')
    return { 'pull-requests': 'write' };
  if (action === 'codecov/codecov-action' && input('use_oidc') !== '') return IDENTITY;
  // Nobody hands over a token for nothing: an action that reads by itself was told to do more with it.
  const given = [step.with, step.env].flatMap((inputs) => Object.values(inputs?.values ?? {}));
  const handed = given.some(({ value }) => TOKEN.test(value)) && !/^actions\/(checkout|setup-)/.test(action);
  return handed && Object.keys(known).length === 0 ? null : known;
}

const loginNeeds = (registry: string, password: string): Permissions | null =>
  !TOKEN.test(password) ? {} : registry === 'ghcr.io' ? { packages: 'write' } : null;

function reachOfRun({ run, env }: Step, facts: Facts): Reach {
  const texts = [run!.value, ...Object.values(env?.values ?? {}).map(({ value }) => value)];
  const git = gitUse(run!.value, facts);
  return { needs: texts.some((text) => TOKEN.test(text)) ? null : git === 'yes' ? WRITES : {}, git };
}
