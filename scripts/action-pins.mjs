// Writes codemods/lib/workflow/pins.ts: the commits that the released versions of well-known actions stand for.
// Usage: node scripts/action-pins.mjs [where the repositories are, https://github.com by default] [outdated copies there]
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { format, resolveConfig } from 'prettier';

const base = process.argv[2] ?? 'https://github.com';
const target = fileURLToPath(new URL('../codemods/lib/workflow/pins.ts', import.meta.url));
/** Of older majors only the last release is listed. */
const MAJORS = 2;
/** Releases of a major whose exact tags are listed. */
const RELEASES = 4;

const actions = [
  ...['cache', 'checkout', 'configure-pages', 'create-github-app-token', 'dependency-review-action', 'deploy-pages'],
  ...['download-artifact', 'first-interaction', 'github-script', 'labeler', 'setup-go', 'setup-java', 'setup-node'],
  ...['setup-python', 'stale', 'upload-artifact', 'upload-pages-artifact'],
].map((name) => `actions/${name}`);
const others = [
  ...['amannn/action-semantic-pull-request', 'appleboy/ssh-action'],
  ...['aws-actions/amazon-ecr-login', 'aws-actions/configure-aws-credentials', 'biomejs/setup-biome'],
  ...['changesets/action', 'codecov/codecov-action', 'coverallsapp/github-action', 'cypress-io/github-action'],
  ...['denoland/setup-deno', 'dependabot/fetch-metadata', 'docker/bake-action', 'docker/build-push-action'],
  ...['docker/login-action', 'docker/metadata-action', 'docker/setup-buildx-action', 'docker/setup-qemu-action'],
  ...['dorny/paths-filter', 'fastify/github-action-merge-dependabot', 'github/codeql-action'],
  ...['gitleaks/gitleaks-action', 'google-github-actions/auth', 'google-github-actions/setup-gcloud'],
  ...['ossf/scorecard-action', 'oven-sh/setup-bun', 'peaceiris/actions-gh-pages', 'peter-evans/create-pull-request'],
  ...['pnpm/action-setup', 'slackapi/slack-github-action', 'softprops/action-gh-release'],
  ...['SonarSource/sonarqube-scan-action', 'stefanzweifel/git-auto-commit-action', 'step-security/harden-runner'],
];

/** Tags and branches of a repository, with the commits they stand for. */
async function refsOf(action) {
  const { stdout } = await promisify(execFile)('git', ['ls-remote', `${base}/${action}`], { maxBuffer: 1e8 });
  const tags = new Map();
  const branches = new Map();
  for (const line of stdout.split('\n')) {
    const [, commit, kind, name, peeled] = /^([0-9a-f]{40})\trefs\/(tags|heads)\/(.+?)(\^\{\})?$/.exec(line) ?? [];
    if (kind === 'heads') branches.set(name, commit);
    // What an annotated tag points to follows the tag itself.
    else if (kind === 'tags' && (peeled || !tags.has(name))) tags.set(name, commit);
  }
  return { tags, branches };
}

const numbers = (tag) => tag.replace(/^v/, '').split('.').map(Number);
const newestFirst = (a, b) => {
  const [x, y] = [numbers(a), numbers(b)];
  return y[0] - x[0] || y[1] - x[1] || y[2] - x[2];
};

/** A copy of these that is older than their newest release does not say what `v4` stands for today. */
const outdated = new Set(process.argv.slice(3));

/** `v4` → the release it stands for; releases themselves → their commits. */
async function pinsOf(action) {
  const { tags, branches } = await refsOf(action);
  const releases = [...tags.keys()].filter((tag) => /^v?\d+\.\d+\.\d+$/.test(tag)).sort(newestFirst);
  const majors = [...new Set(releases.map((tag) => numbers(tag)[0]))];
  const listed = majors.flatMap((major, index) =>
    releases.filter((tag) => numbers(tag)[0] === major).slice(0, index < MAJORS ? RELEASES : 1),
  );
  const moving = (outdated.has(action) ? [] : majors).flatMap((major) => {
    const commit = tags.get(`v${major}`) ?? branches.get(`v${major}`);
    const release = releases.find((tag) => tags.get(tag) === commit);
    return release ? [[`v${major}`, release]] : [];
  });
  const needed = [...new Set([...listed, ...moving.map(([, release]) => release)])].sort(newestFirst);
  return {
    ...Object.fromEntries(moving),
    ...Object.fromEntries(needed.map((tag) => [tag, tags.get(tag)])),
  };
}

const table = {};
for (const action of [...actions, ...others].sort()) table[action] = await pinsOf(action);
const source = `/**
 * Which commits the releases of well-known actions are, read from the tags of their repositories on ${new Date().toISOString().slice(0, 10)} by
 * scripts/action-pins.mjs: \`v4\` → the release that it stood for, a release → its commit.
 */
export const PINS: Record<string, Record<string, string>> = ${JSON.stringify(table)};
`;
const options = await resolveConfig(target);
await writeFile(target, await format(source, { ...options, parser: 'typescript' }));
