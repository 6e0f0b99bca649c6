import { posix } from 'node:path';
import type { Answers, Edit, JsonObject, Project, Question, Report } from '../../types';
import { isGenerated, isRecorded, isTop } from '../place';

const HOOK = '.githooks/pre-commit';
/** What a hook manager runs; without one, it is git's own hook. */
const SCRIPT = 'scripts/scan-staged-secrets.sh';
const CONFIG = '.secretlintrc.json';
const IGNORE = '.secretlintignore';
const PACKAGES = ['secretlint', '@secretlint/secretlint-rule-preset-recommend'];
const ANSWER = 'secrets.commitHook';

const SCANNER =
  /secretlint|gitleaks|trufflehog|ggshield|detect-secrets|git-secrets|talisman|ripsecrets|scan-staged-secrets/;
const MANUAL = { reason: 'No safe place was found for the command.', line: null };

/** Hooks are the whole repository's: a package in one takes them over only where somebody says so. */
export function hookQuestion(project: Project): Question {
  const { root, repository, packageManager } = project;
  const { gitRoot } = repository;
  return {
    id: ANSWER,
    message: 'Look for secrets in what is staged, before each commit?',
    kind: 'confirm',
    default: gitRoot === root,
    fresh: isTop(project),
    // A package of a workspace leaves it to the root, which is asked when that is hardened.
    ask: gitRoot !== null && packageManager.workspaceRoot === root,
  };
}

/** Reports that nothing looks at what is committed. */
export function unscanned(project: Project): Report[] {
  const { gitRoot, commitHook } = project.repository;
  if (gitRoot === null || isOurs(project) || SCANNER.test(commitHook.runs)) return [];
  const message = 'No commit hook looks for secrets: what is committed once stays in the history.';
  const hook = hookOf(project);
  const reason = gitRoot === project.root ? hook.reason : `Hooks are the whole repository's: --set ${ANSWER}=true.`;
  if (reason === null) return [{ file: 'package.json', message, fix: 'automatic' }];
  return [{ file: 'package.json', message: `${message} ${reason}`, fix: 'manual', snippet: `sh ${hook.script}` }];
}

/** The scan of what is staged, and whatever runs it. */
export function hookEdits(project: Project, answers: Answers): Edit[] {
  if (answers[ANSWER] !== true || (!isOurs(project) && SCANNER.test(project.repository.commitHook.runs))) return [];
  const hook = hookOf(project);
  const data = {
    ...placeOf(project),
    plugNPlay: isYarnBerry(project),
    manager: project.packageManager.name,
  };
  return [
    { ...EDIT, kind: 'template', template: 'secrets/scan-staged.sh', file: hook.script, data, executable: true },
    ...hook.edits,
    // Shells do not take the line ends that git writes on Windows.
    { ...EDIT, kind: 'lines', file: '.gitattributes', lines: [{ text: `/${hook.script} text eol=lf` }] },
    ...settings(project),
    ...PACKAGES.filter((name) => !hasPackage(project, name)).map((name): Edit => {
      return { ...EDIT, kind: 'dependency', dependency: { name, dev: true, range: '' } };
    }),
  ];
}

/** What takes it out again. */
export function hookRemoval(project: Project): Edit[] {
  if (!isOurs(project)) return [];
  const hook = hookOf(project);
  const added = project.record?.dependencies ?? [];
  return [
    ...hook.edits.flatMap((edit): Edit[] => {
      if (edit.kind !== 'hook') return [];
      const { file, form, command } = edit;
      return [{ ...EDIT, kind: 'without-hook', file, form, command }];
    }),
    { ...EDIT, kind: 'without-lines', file: '.gitattributes', lines: [{ text: `/${hook.script} text eol=lf` }] },
    ...PACKAGES.filter((name) => added.includes(name)).map((name): Edit => {
      return { ...EDIT, kind: 'without-dependency', name };
    }),
  ];
}

const EDIT = { measure: 'secrets' } as const;

const isOurs = (project: Project): boolean =>
  isRecorded(project, 'secrets') && [HOOK, SCRIPT].some((file) => isGenerated(project, file));

interface Hook {
  script: string;
  edits: Edit[];
  /** Why nothing runs it yet; null where something will. */
  reason: string | null;
}

function hookOf(project: Project): Hook {
  const { commitHook } = project.repository;
  const { prefix } = placeOf(project);
  // A `postinstall` of a published package would run wherever it is installed.
  if (commitHook.by === null && isYarnBerry(project) && !project.manifest.private)
    return { script: SCRIPT, edits: [], reason: 'With Yarn, a package that is published has no script to set it up.' };
  if (isGenerated(project, HOOK) || (commitHook.by === null && !/[^\w@./-]/.test(String(prefix))))
    return ofGit(project);
  if (commitHook.by === null)
    return { script: SCRIPT, edits: [], reason: 'The folder has a name that no script should hold.' };
  if (commitHook.file === null)
    return { script: SCRIPT, edits: [], reason: `${commitHook.reason} Let it run the script.` };
  const { file, form } = commitHook;
  const command = `sh ${SCRIPT}`;
  const edit: Edit = { ...EDIT, kind: 'hook', file, form, command, manual: { ...MANUAL, snippet: command } };
  return { script: SCRIPT, edits: [edit], reason: null };
}

/** Git is told where its hooks are when the packages are installed. */
function ofGit(project: Project): Hook {
  const folder = posix.join(String(placeOf(project).prefix).replace(/^\//, ''), posix.dirname(HOOK));
  // What cmd.exe and every shell take: without git, or a repository, packages are installed all the same.
  const command = `git config core.hooksPath ${folder} || exit 0`;
  // Yarn 2 and later run no `prepare` when they install.
  const script = isYarnBerry(project) ? 'postinstall' : 'prepare';
  const form = { path: ['scripts', script], behind: true } as const;
  const manual = { ...MANUAL, snippet: `"${script}": "${command}"` };
  return {
    script: HOOK,
    edits: [{ ...EDIT, kind: 'hook', file: 'package.json', form: { ...form, path: [...form.path] }, command, manual }],
    reason: null,
  };
}

/** Where the project is below the folder in which hooks run, and the folders between, whose packages it may use. */
function placeOf({ root, repository: { gitRoot } }: Project): JsonObject {
  const inside = posix.relative(gitRoot?.replaceAll('\\', '/') ?? root, root.replaceAll('\\', '/'));
  const parts = gitRoot === null || inside === '' ? [] : inside.split('/');
  return {
    prefix: parts.length === 0 ? '' : `/${parts.join('/')}`,
    above: parts.map((_, index) => (index === 0 ? '' : `/${parts.slice(0, index).join('/')}`)).reverse(),
  };
}

const isYarnBerry = ({ packageManager: { name, version } }: Project): boolean =>
  name === 'yarn' && Number.parseInt(version ?? '1', 10) >= 2;

const hasPackage = ({ manifest }: Project, name: string): boolean =>
  manifest.devDependencies[name] !== undefined || manifest.dependencies[name] !== undefined;

/** What secretlint looks for, and where not: the project's own word comes first. */
function settings(project: Project): Edit[] {
  const { files } = project.repository;
  const own = (pattern: RegExp): boolean => files.some((file) => pattern.test(file) && !isGenerated(project, file));
  return [
    ...(own(/^\.secretlintrc(\.\w+)?$/) ? [] : [template('secrets/secretlintrc.json', CONFIG)]),
    ...(own(/^\.secretlintignore$/) ? [] : [template('secrets/secretlintignore', IGNORE)]),
  ];
}

const template = (name: string, file: string): Edit => ({ ...EDIT, kind: 'template', template: name, file, data: {} });
