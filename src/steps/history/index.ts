import { createHash } from 'node:crypto';
import { UserError } from '../../errors';
import { secretRules } from '../../measures/secrets/rules';
import { listed } from '../../report/listed';
import type { Finding, Project } from '../../types';
import { type Added, PatchReader } from './added';
import { isShallow, patchLines, textAtHead } from './git';
import { isLookedAt, type LineSecret, secretsIn } from './lines';

/** What the history of a project holds. */
export interface History {
  findings: Finding[];
  notes: string[];
}

/** The first commit with a secret, and every path that it was ever added under. */
interface Leak extends LineSecret {
  first: Added;
  paths: Set<string>;
}

/** More would be a history that is full of them: these are enough to begin with. */
const MOST = 500;
const MOST_PATHS = 20;
const RULE = secretRules.find(({ history }) => history)!;

/**
 * Looks for secrets on every line that a commit of any branch or tag has added below the project's root. The history
 * streams through: what is kept is what is found. UserError 3 where there is no history that can be read.
 */
export async function searchHistory(project: Project, progress: (commits: number) => void): Promise<History> {
  const { gitRoot } = project.repository;
  if (gitRoot === null) throw new UserError('There is no git history here.', 'Leave out --history.');
  const reader = new PatchReader();
  const leaks = new Map<string, Leak>();
  await patchLines(project.root, lineReader(reader, leaks, progress));
  const findings: Finding[] = [];
  for (const leak of leaks.values()) findings.push(await toFinding(project.root, leak));
  return { findings, notes: notesOn(leaks.size, await isShallow(gitRoot)) };
}

function notesOn(found: number, shallow: boolean): string[] {
  return [
    ...(shallow ? ['The clone is shallow: older commits were not looked at (git fetch --unshallow).'] : []),
    ...(found >= MOST ? [`The history holds more than ${MOST} secrets: the first ${MOST} are shown.`] : []),
  ];
}

/** Takes a patch line by line. */
function lineReader(reader: PatchReader, leaks: Map<string, Leak>, progress: (commits: number) => void) {
  /** The beginning of a private key: the next line tells which one it is. */
  let begun: Added | null = null;
  let known: { path: string; isLookedAt: boolean } = { path: '', isLookedAt: false };
  return (line: string): void => {
    const before = reader.commits;
    const added = reader.read(line);
    if (reader.commits !== before) progress(reader.commits);
    if (!added || leaks.size >= MOST) return;
    if (known.path !== added.path) known = { path: added.path, isLookedAt: isLookedAt(added.path) };
    if (!known.isLookedAt) return;
    if (begun?.path === added.path && begun.line + 1 === added.line && added.text.trim().length >= 16)
      note(leaks, { title: 'A private key', text: added.text.trim() }, begun);
    begun = null;
    for (const secret of secretsIn(added.path, added.text))
      if (secret.text === '') begun = added;
      else note(leaks, secret, added);
  };
}

function note(leaks: Map<string, Leak>, secret: LineSecret, added: Added): void {
  const key = createHash('sha256').update(secret.text).digest('base64');
  const leak = leaks.get(key);
  if (!leak) leaks.set(key, { ...secret, first: added, paths: new Set([added.path]) });
  else if (leak.paths.size < MOST_PATHS) leak.paths.add(added.path);
}

async function toFinding(root: string, { title, text, first, paths }: Leak): Promise<Finding> {
  const { commit, date, path, line } = first;
  const held: string[] = [];
  for (const each of paths) if ((await textAtHead(root, each))?.includes(text)) held.push(each);
  const where = held.length > 0 ? `is still in ${listed(held, 3)}` : 'is in no file of HEAD any more';
  return {
    rule: RULE.id,
    severity: RULE.severity,
    message: `${title} came with commit ${commit.slice(0, 10)} of ${date}, line ${line}, and ${where}. Who has the repository has it: replace it where it is used. Rewriting the history is not enough, since clones and forks keep it.`,
    fix: 'manual',
    risk: 'none',
    cwe: RULE.cwe,
    file: path,
    line,
    column: 1,
    endLine: line,
    start: 0,
    end: 0,
    // Where it came from, and nothing that is made of the secret itself.
    fingerprint: `${commit}:${path}:${line}`,
  };
}
